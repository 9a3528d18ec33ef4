"""Who writes in these tests, and the ways in which somebody tampers behind the application's back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from careloop.kit.journal import Happening, record, record_many, triggers

AT = datetime(2026, 9, 24, 8, 30, 0, 123456, tzinfo=UTC)
WORD = "journal.test.happened"


@dataclass(frozen=True)
class Someone:
    person_id: int | None = 7
    name: str = "Li Na"
    post: str = "clerk"
    unit_id: int | None = 3
    entered_at: datetime = AT + timedelta(minutes=5)
    performed_by_id: int | None = None
    reason: str = ""
    via: str = "page"

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        return True

    def units(self, capability: str) -> frozenset[int] | None:
        return None


def write(**given: Any):
    return record(**{"word": WORD, "document": "SC26-NB-000001", "actor": Someone(), "at": AT} | given)


def write_many(count: int) -> list[int]:
    """Ids of that many rows, each with something told."""
    happenings = [
        Happening(
            word=WORD, document=f"SC26-NB-{n:06}", actor=Someone(), at=AT, told={"n": n, "city": "宁波"}
        )
        for n in range(1, count + 1)
    ]
    return [entry.pk for entry in record_many(happenings)]


def tamper(sql: str, *parameters: Any) -> None:
    """As somebody who owns the database would: the guard is put back afterwards."""
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
