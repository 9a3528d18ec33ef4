"""Rows by the hundred thousand: COPY on PostgreSQL, executemany on SQLite; indexes are built at the end."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import (
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    Field,
    JSONField,
    Model,
    UUIDField,
)
from django.utils.duration import duration_microseconds

from careloop.demo.bulk.tables import Row, Table

Native = Callable[[Any], Any]
AT_ONCE = 1_000


def write(table: Table, rows: Iterable[Row]) -> None:
    """`rows` as Django reads them (`values_list`), in the order of the table's fields."""
    columns = [connection.ops.quote_name(field.column) for field in table.fields]
    into = f"{connection.ops.quote_name(table.model._meta.db_table)} ({', '.join(columns)})"
    made = _natives(table.fields)
    if connection.vendor == "postgresql":
        _copy(into, rows, made)
        return
    marks = ", ".join("%s" for _column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        sql = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - names of our own tables
        made_rows = (_native(row, made) for row in rows)
        while some := list(islice(made_rows, AT_ONCE)):
            cursor.executemany(sql, some)


def _copy(into: str, rows: Iterable[Row], made: list[tuple[int, Native]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as out:
        for row in rows:
            out.write_row(_native(row, made))


def _native(row: Row, made: list[tuple[int, Native]]) -> Row:
    for place, native in made:
        if row[place] is not None:
            row[place] = native(row[place])
    return row


def _natives(fields: list[Field]) -> list[tuple[int, Native]]:
    """What the driver does not do by itself, by place."""
    ops = connection.ops
    lite = connection.vendor == "sqlite"
    found: list[tuple[int, Native]] = []
    for place, field in enumerate(fields):
        if isinstance(field, JSONField):
            found.append((place, lambda value: json.dumps(value, ensure_ascii=False)))
        elif lite and isinstance(field, DateTimeField):
            found.append((place, ops.adapt_datetimefield_value))
        elif lite and isinstance(field, DateField | DecimalField):
            found.append((place, str))
        elif lite and isinstance(field, DurationField):
            found.append((place, duration_microseconds))
        elif lite and isinstance(field, UUIDField):
            found.append((place, lambda value: value.hex))
    return found


@contextmanager
def without_indexes(models: Iterable[type[Model]]) -> Iterator[None]:
    """Lifts what makes each row slow (indexes that hold no constraint, checks of foreign keys) until the end."""
    names = [model._meta.db_table for model in models]
    dropped = _indexes(names)
    with connection.cursor() as cursor:
        for name, _sql in dropped:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        _guard(cursor, on=False)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _name, sql in dropped:
                cursor.execute(sql)
            _guard(cursor, on=True)


def _indexes(tables: list[str]) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        sql = (
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = ANY(%s) AND NOT EXISTS ("
            "SELECT 1 FROM pg_constraint c WHERE c.conindid = to_regclass(quote_ident(i.indexname)))"
        )
        parameters: list[Any] = [tables]
    else:
        marks = ", ".join("%s" for _table in tables)
        sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"  # noqa: S608
        parameters = list(tables)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _guard(cursor: Any, *, on: bool) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"SET session_replication_role = {'origin' if on else 'replica'}")
    else:
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
        cursor.execute(f"PRAGMA synchronous = {'FULL' if on else 'OFF'}")


def count_on(models: Iterable[type[Model]]) -> None:
    """The next id of each table comes after the rows that were written with theirs."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(sql)


def tidy() -> None:
    """Statistics for the planner, as a database that has grown over years has them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
