"""PostgreSQL: one sequence per series. A sequence counts outside of transactions, so no writer waits."""

from typing import Any

from django.db import connection

from careloop.kit.numbering.number import Number

CREATORS_LOCK = 0x6E756D62  # "numb": of two that create sequences at once, one waits


def draw(series: Number) -> int:
    # nextval(NULL) is NULL and not an error, so a missing sequence does not break the caller's
    # transaction, and no process has to remember which sequences there are.
    running = _one("SELECT nextval(to_regclass(%s))", name_of(series))
    if running is None:
        # By its oid: a transaction that once looked for the name goes on not finding it.
        running = _one("SELECT nextval(%s::oid::regclass)", create(series))
    return running


def create(series: Number) -> int:
    """Creates the sequence where it is missing, and returns its oid.

    This takes a connection of its own, which commits at once: in the caller's transaction the sequence
    would stay hidden, and lock out every other writer of the series, until that transaction ends.
    """
    name, aside = name_of(series), connection.copy()
    try:
        with aside.cursor() as cursor:
            # CREATE … IF NOT EXISTS alone fails when two create the same one at once.
            cursor.execute("SELECT pg_advisory_lock(%s)", [CREATORS_LOCK])
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {aside.ops.quote_name(name)}")
            cursor.execute("SELECT %s::regclass::oid", [name])
            return cursor.fetchone()[0]
    finally:
        aside.close()


def skip_to(last: Number) -> None:
    create(last)
    _one("SELECT setval(%s::regclass, %s)", name_of(last), last.running)


def name_of(series: Number) -> str:
    """Letters and digits only, because `Number` admits nothing else."""
    return f"numbering_{series.kind}{series.year % 100:02}_{series.unit_code}".lower()


def _one(sql: str, *parameters: str | int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]
