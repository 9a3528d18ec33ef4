from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from careloop.kit.journal import personal as people
from careloop.kit.journal.macs import COLUMNS, mac_of
from careloop.kit.journal.models import Entry, Personal, SubjectKey
from careloop.kit.journal.tell import clean, plain

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor

TONES = frozenset({"", "told", "internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    word: str
    document: str
    actor: Actor
    at: datetime
    thread: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    tone: str = ""


def record(
    word: str,
    *,
    document: str,
    actor: Actor,
    at: datetime,
    thread: str = "",
    told: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    subject: str = "",
    tone: str = "",
) -> Entry:
    """Writes one row: `word` is the dotted word, `document` a number, `thread` the number of the matter.

    `personal` is kept apart, readable until its `subject` ("customer:12") is erased. `tone` is "told" for
    what the customer was told, "internal" for a note among colleagues.
    """
    happening = Happening(
        word=word, document=document, thread=thread, actor=actor, at=at,
        told=told or {}, personal=personal or {}, subject=subject, tone=tone,
    )  # fmt: skip
    if personal:
        return record_many([happening])[0]
    entry = _entry(happening, {})
    entry.save(force_insert=True)
    return entry


def record_many(happenings: Iterable[Happening], batch_size: int = 500) -> list[Entry]:
    """Writes many rows in order, in one transaction and with a few statements."""
    happenings = list(happenings)
    keys = _keys_for(happenings)
    values = [_encrypted(happening, keys) for happening in happenings]
    entries = [_entry(*pair) for pair in zip(happenings, values, strict=True)]
    with transaction.atomic(savepoint=False):
        Entry.objects.bulk_create(entries, batch_size)
        side = [
            Personal(entry=entry, field=name, subject_key=keys[happening.subject], ciphertext=ciphertext)
            for entry, happening, fields in zip(entries, happenings, values, strict=True)
            for name, ciphertext in fields.items()
        ]
        Personal.objects.bulk_create(side, batch_size)
    return entries


def _keys_for(happenings: list[Happening]) -> dict[str, SubjectKey]:
    subjects = {happening.subject for happening in happenings if happening.personal}
    if "" in subjects:
        raise ValueError("Personal values need a subject, such as customer:12.")
    return people.keys_of(subjects) if subjects else {}


def _encrypted(happening: Happening, keys: Mapping[str, SubjectKey]) -> dict[str, bytes]:
    return people.encrypt(keys[happening.subject], happening.personal) if happening.personal else {}


def _entry(happening: Happening, ciphertexts: Mapping[str, bytes]) -> Entry:
    if happening.tone not in TONES:
        raise ValueError(f"The tone is one of {sorted(TONES)}, not {happening.tone!r}.")
    actor = happening.actor
    entry = Entry(
        nonce=os.urandom(8).hex(),
        word=happening.word,
        document=clean(happening.document),
        thread=clean(happening.thread or happening.document),
        person_id=actor.person_id,
        post=actor.post,
        unit_id=actor.unit_id,
        performed_by_id=actor.performed_by_id,
        via=actor.via,
        reason=clean(str(actor.reason)),
        at=happening.at,
        entered_at=actor.entered_at,
        told=plain(happening.told),
        personal={name: people.digest(ciphertext) for name, ciphertext in ciphertexts.items()},
        tone=happening.tone,
    )
    entry.mac = mac_of([getattr(entry, column) for column in COLUMNS])
    return entry
