"""`Idempotency-Key`: the same key and body give the same answer and one effect.

The answer is stored in the action's own transaction. On PostgreSQL an advisory lock tells a request still
under way (409); SQLite has one writer at a time, so the second request waits and finds the answer.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.models import IdempotencyKey
from careloop.kit.lifecycle.refusals import Unacceptable, WrongMoment

KEY_LENGTH = 100
ADDRESS_LENGTH = 200


class UnderWay(WrongMoment):
    code = "under_way"
    sentence = _("A request with this key is still under way.")


class OtherBody(Unacceptable):
    code = "key_reused"
    sentence = _("This key was used for another request.")


class KeyTooLong(Unacceptable):
    code = "key_too_long"
    sentence = _("An Idempotency-Key has at most 100 characters.")


def once(request: HttpRequest, status: int, act: Callable[[], dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    """Runs `act` in one transaction, or gives the answer that the same key had before."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > KEY_LENGTH:
        raise KeyTooLong
    with transaction.atomic():
        if not key:
            return status, act()
        return _once(request, key, status, act)


def _once(
    request: HttpRequest, key: str, status: int, act: Callable[[], dict[str, Any]]
) -> tuple[int, dict[str, Any]]:
    person_id = request.actor.person_id
    address = f"{request.method} {request.path}"[:ADDRESS_LENGTH]
    body_hash = hashlib.sha256(request.body).hexdigest()
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


def _lock(name: str) -> None:
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise UnderWay
