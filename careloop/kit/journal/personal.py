"""Personal values: encrypted with a key per person, so that erasing the key erases the person."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from careloop.kit.journal.keys import key_for
from careloop.kit.journal.models import Personal, SubjectKey
from careloop.kit.journal.tell import plain

ERASED = _("(erased)")
UNREADABLE = _("(unreadable)")
NONCE_BYTES = 12


def erase(subject: str, at: datetime) -> bool:
    """Destroys the subject's key: what the journal holds of the person can never be read again.

    Backups and the files beneath the database keep the wrapped key until they are overwritten. A subject
    stays erased: what is recorded of it later is not kept readable either. False if it already was.
    """
    empty, _new = SubjectKey.objects.get_or_create(
        subject=subject, defaults={"wrapped_key": wrap(os.urandom(32), subject)}
    )
    living = SubjectKey.objects.filter(pk=empty.pk, erased_at=None)
    return bool(living.update(wrapped_key=b"", erased_at=at))


def keys_of(subjects: Iterable[str]) -> dict[str, SubjectKey]:
    """The key rows of the subjects, made where missing: one query, or three when some are new."""
    wanted = set(subjects)
    found = {row.subject: row for row in SubjectKey.objects.filter(subject__in=wanted)}
    if len(found) < len(wanted):
        absent = sorted(wanted - set(found))  # in order: two writers must not wait for each other
        fresh = [SubjectKey(subject=each, wrapped_key=wrap(os.urandom(32), each)) for each in absent]
        SubjectKey.objects.bulk_create(fresh, ignore_conflicts=True)  # another writer may have been first
        found = {row.subject: row for row in SubjectKey.objects.filter(subject__in=wanted)}
    return found


def encrypt(key: SubjectKey, values: Mapping[str, Any]) -> dict[str, bytes]:
    # For an erased subject a key that nobody keeps: the row has its usual shape and says nothing.
    cipher = AESGCM(os.urandom(32) if key.erased_at else _key_of(key))
    return {field: _sealed(cipher, json.dumps(plain(value)), field) for field, value in values.items()}


def digest(ciphertext: bytes | memoryview) -> str:
    return hashlib.sha256(ciphertext).hexdigest()


def read(row: Personal) -> Any:
    """The value, or ERASED or UNREADABLE. The row must come with its `subject_key`."""
    key = row.subject_key
    if key.erased_at or not key.wrapped_key:
        return ERASED
    try:
        return json.loads(_opened(AESGCM(_key_of(key)), bytes(row.ciphertext), row.field))
    except (InvalidTag, ValueError):
        return UNREADABLE  # altered behind the application's back; `verify` names the row


def wrap(key: bytes, subject: str) -> bytes:
    """The key as it lies in the database: bound to its subject, useless without the installation's secret."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key_for("people")).encrypt(nonce, key, subject.encode())


def unwrap(wrapped: bytes, subject: str) -> bytes:
    nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    return AESGCM(key_for("people")).decrypt(nonce, sealed, subject.encode())


def _key_of(row: SubjectKey) -> bytes:
    return unwrap(bytes(row.wrapped_key), row.subject)


def _sealed(cipher: AESGCM, text: str, field: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, text.encode(), field.encode())


def _opened(cipher: AESGCM, ciphertext: bytes, field: str) -> bytes:
    return cipher.decrypt(ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:], field.encode())
