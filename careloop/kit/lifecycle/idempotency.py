"""`Idempotency-Key`: the same key and body give the same answer and one effect.

The answer is stored in the action's own transaction, so a request that was refused leaves nothing behind and
may be sent again. On PostgreSQL an advisory lock tells a request still under way (409); SQLite has one writer
at a time, so the second request waits and finds the answer.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.models import IdempotencyKey
from careloop.kit.lifecycle.refusals import Unacceptable, WrongMoment
from careloop.kit.request import Request

KEY_LENGTH = 100
ADDRESS_LENGTH = 200


class UnderWay(WrongMoment):
    code = "under_way"
    sentence = _("A request with this key is still under way.")


class OtherBody(Unacceptable):
    code = "key_reused"
    sentence = _("This key was used for another request.")


class NotAKey(Unacceptable):
    code = "not_a_key"
    sentence = _("An Idempotency-Key is 1 to 100 letters, digits and signs of ASCII, without blanks.")


def once(request: Request, status: int, act: Callable[[], dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    """Runs `act` in one transaction, or gives the answer that the same key had before."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= KEY_LENGTH and all("!" <= sign <= "~" for sign in key)):
        raise NotAKey
    with transaction.atomic():
        if key is None:
            return status, act()
        return _once(request, key, status, act)


def forget_answers(before: datetime) -> int:
    """Removes the answers given before that moment; returns how many."""
    removed, _by_model = IdempotencyKey.objects.filter(created_at__lt=before).delete()
    return removed


def _once(
    request: Request, key: str, status: int, act: Callable[[], dict[str, Any]]
) -> tuple[int, dict[str, Any]]:
    person_id = request.actor.person_id
    assert person_id is not None  # a token is a person's
    address = f"{request.method} {escape_uri_path(request.path)}"[:ADDRESS_LENGTH]
    body_hash = _hash_of(request)
    _lock(f"{person_id} {address} {key}")
    known = IdempotencyKey.objects.filter(person_id=person_id, address=address, key=key).first()
    if known is not None:
        if known.body_hash != body_hash:
            raise OtherBody
        return known.status, known.answer
    answer = act()
    IdempotencyKey.objects.create(
        person_id=person_id,
        address=address,
        key=key,
        body_hash=body_hash,
        status=status,
        answer=answer,
        created_at=request.now,
    )
    return status, answer


def _hash_of(request: Request) -> str:
    """Of the body; of one in parts, which is read only once and parted anew by each sender, of its parts."""
    if request.content_type != "multipart/form-data":
        return hashlib.sha256(request.body).hexdigest()
    whole = hashlib.sha256(repr(sorted(request.POST.lists())).encode())
    for name, sent in sorted(request.FILES.items()):
        assert isinstance(sent, UploadedFile)
        part = hashlib.file_digest(sent, "sha256").hexdigest()
        sent.seek(0)
        whole.update(repr((name, sent.name, part)).encode())
    return whole.hexdigest()


def _lock(name: str) -> None:
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise UnderWay
