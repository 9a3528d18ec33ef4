from dataclasses import replace

from django.db import connection
from django.db.transaction import TransactionManagementError

from careloop.kit.numbering import sequences
from careloop.kit.numbering.kinds import check_gaps
from careloop.kit.numbering.number import Number

# One statement for both engines: it locks the series' row until the transaction ends, and of two first
# writers the second waits and counts on from the first.
COUNT_ON = """
    INSERT INTO numbering_series (kind, unit_code, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, unit_code, year) DO UPDATE SET last = numbering_series.last + 1
    RETURNING last
"""
SKIP_TO = """
    INSERT INTO numbering_series (kind, unit_code, year, last) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, unit_code, year) DO UPDATE SET last = excluded.last
"""


def draw(kind: str, unit_code: str, year: int) -> str:
    """The next number of the series, never given twice; `year` is that of the unit's own time zone.

    On PostgreSQL a transaction that is rolled back leaves a gap, and nobody waits for anybody. On SQLite
    writers wait for each other anyway, so a counter row serves.
    """
    series = Number(kind, year, unit_code, 0)
    check_gaps(kind, gapless=False)
    running = sequences.draw(series) if connection.vendor == "postgresql" else _count_on(series)
    return str(replace(series, running=running))


def draw_gapless(kind: str, unit_code: str, year: int) -> str:
    """As `draw`, but a number that is not used comes again. Writers of the series queue until the commit."""
    series = Number(kind, year, unit_code, 0)
    check_gaps(kind, gapless=True)
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "A number without gaps is drawn in the transaction that writes its document."
        )
    return str(replace(series, running=_count_on(series)))


def ensure(kind: str, unit_code: str, year: int) -> None:
    """Makes the series ahead of its first number, so that no writer of the new year has to."""
    series = Number(kind, year, unit_code, 0)
    if connection.vendor == "postgresql":
        sequences.create(series)


def skip_to(last: Number) -> None:
    """The next number drawn comes after this one: for rows that were brought with their numbers."""
    if connection.vendor == "postgresql":
        sequences.skip_to(last)
        return
    with connection.cursor() as cursor:
        cursor.execute(SKIP_TO, [last.kind, last.unit_code, last.year, last.running])


def _count_on(series: Number) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [series.kind, series.unit_code, series.year])
        return cursor.fetchone()[0]
