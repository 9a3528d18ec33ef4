"""The guard in the database: sealed or not, a row of the journal is never changed and never removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = {"journal_entry": "id", "journal_block": "number"}
GUARD = "journal_append_only"
REFUSAL = "The journal is append-only."

FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END "
FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS $guard${FUNCTION_BODY}$guard$"
)
# Fires ALWAYS: otherwise `SET session_replication_role = replica` would lift it without a trace.
POSTGRESQL = {
    table: (
        f"CREATE OR REPLACE TRIGGER {GUARD} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {GUARD}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {GUARD}",
    )
    for table in TABLES
}
POSTGRESQL_STANDING = """
    SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE c.oid = ANY (ARRAY[to_regclass('journal_entry'), to_regclass('journal_block')])
      AND t.tgname = %s AND t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr = ''
      AND t.tgtype = 2 + 8 + 16 + 32  -- before; delete, update, truncate; for the whole statement
      AND p.proname = %s AND p.prosrc = %s
"""

Sql = dict[str, tuple[str, str]]


def _sqlite() -> Sql:
    """Trigger name → (table, statement), exactly as `sqlite_master` keeps it."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    wanted: Sql = {}
    for table, key in TABLES.items():
        # The third: INSERT OR REPLACE removes the old row without asking the trigger for DELETE.
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 - our own names
        replacing = f"INSERT ON {table} WHEN {there}"
        for verb, event in {
            "update": f"UPDATE ON {table}",
            "delete": f"DELETE ON {table}",
            "replace": replacing,
        }.items():
            name = f"{table}_no_{verb}"
            wanted[name] = (table, f"CREATE TRIGGER {name} BEFORE {event} {refuse}")
    return wanted


SQLITE = _sqlite()


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Puts back what is missing; without the journal's tables it does nothing."""
    absent = missing(connection)
    if not absent or not set(connection.introspection.table_names()).issuperset(TABLES):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
            for table in absent:
                for statement in POSTGRESQL[table]:
                    cursor.execute(statement)
        else:
            for name in absent:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(SQLITE[name][1])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """What does not stand, or not as it should: tables on PostgreSQL, triggers on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            standing = {row[0] for row in _rows(cursor, POSTGRESQL_STANDING, [GUARD, GUARD, FUNCTION_BODY])}
            return [table for table in TABLES if table not in standing]
        found = dict(_rows(cursor, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", []))
    return [name for name, (_table, statement) in SQLITE.items() if found.get(name) != statement]


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the guard, for the tests' flush and for a migration that must rewrite the tables."""
    with connection.cursor() as cursor:
        for name, table in _standing_names(connection):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    try:
        yield
    finally:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a table with checks still to come cannot be altered
        install_triggers(connection)


def _standing_names(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    tables = set(connection.introspection.table_names()) & set(TABLES)
    if connection.vendor == "postgresql":
        return [(GUARD, table) for table in tables]
    return [(name, table) for name, (table, _statement) in SQLITE.items() if table in tables]


def _rows(cursor: Any, sql: str, parameters: list[str]) -> list[Any]:
    cursor.execute(sql, parameters)
    return cursor.fetchall()
