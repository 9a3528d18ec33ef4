"""Who is writing to the journal at this moment.

On PostgreSQL a row gets its id when it is written, but is seen when its transaction ends: a lower id may
arrive after a higher one was sealed. Whoever inserts holds a RowExclusiveLock on the table from before the
id is drawn until the row is visible, so `pg_locks` says exactly whose rows may still arrive. That is why
not the other ways were taken:

- transaction ids against `pg_snapshot_xmin` start anew when a dump is restored into another cluster, and one
  long report or pg_dump, which never writes here, would hold up the sealing of everything;
- start times in `pg_stat_activity` are hidden from ordinary roles for sessions of other roles, and compare
  clocks that may be set back.
"""

from django.db import connection

WRITERS = """
    SELECT DISTINCT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = to_regclass('journal_entry')
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND mode = 'RowExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_backend_pid()
"""


def writers() -> set[str]:
    """Transactions, other than ours, whose rows may still arrive. None on SQLite: there writers queue."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(WRITERS)
        return {row[0] for row in cursor.fetchall()}
