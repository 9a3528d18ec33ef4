import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from careloop.kit.journal import triggers
from careloop.kit.journal.models import Block, Entry
from careloop.kit.journal.sealing import seal
from careloop.kit.journal.tests.cast import AT, write

pytestmark = pytest.mark.django_db
POSTGRESQL = connection.vendor == "postgresql"
INTRUSIONS = [
    "UPDATE journal_entry SET word = 'x'",
    "UPDATE journal_block SET hash = 'x'",
    "DELETE FROM journal_entry",
    "DELETE FROM journal_block",
]
INTRUSIONS += (
    [
        "TRUNCATE journal_entry CASCADE",
        "TRUNCATE journal_block",
        "SET session_replication_role = replica; UPDATE journal_entry SET word = 'x'",
        "INSERT INTO journal_block SELECT * FROM journal_block ON CONFLICT (number) DO UPDATE SET hash = 'x'",
    ]
    if POSTGRESQL
    else [
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
        "REPLACE INTO journal_block SELECT * FROM journal_block",
        "UPDATE OR IGNORE journal_entry SET word = 'x'",
    ]
)


@pytest.fixture
def sealed_row():
    entry = write()
    block = seal(AT)
    return entry, block


@pytest.mark.parametrize("intrusion", INTRUSIONS)
def test_the_database_refuses(intrusion, sealed_row):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(intrusion)
    entry, block = sealed_row
    assert Entry.objects.get().word == entry.word
    assert Block.objects.get().hash == block.hash


def test_the_orm_is_refused_as_well(sealed_row):
    entry, _block = sealed_row
    entry.word = "x"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


def test_lifted_and_put_back(sealed_row):
    with triggers.lifted(connection):
        assert triggers.missing(connection)
        Entry.objects.update(word="x")
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(word="y")


def test_installing_twice_changes_nothing():
    triggers.install_triggers(connection)
    triggers.install_triggers(connection)
    assert triggers.missing(connection) == []


def test_a_guard_that_was_made_blind_is_missed_and_mended():
    with connection.cursor() as cursor:
        if POSTGRESQL:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_append_only")
        else:
            cursor.execute("DROP TRIGGER journal_entry_no_update")
            cursor.execute(
                "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT 1; END"
            )
    assert triggers.missing(connection) == ["journal_entry" if POSTGRESQL else "journal_entry_no_update"]
    triggers.install_triggers(connection)
    assert triggers.missing(connection) == []


if POSTGRESQL:

    def test_a_guard_that_calls_something_harmless_is_missed_and_mended():
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NULL; END $$"
            )
        assert triggers.missing(connection) == ["journal_entry", "journal_block"]
        triggers.install_triggers(connection)
        assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_a_migration_puts_the_guard_back():
    with connection.cursor() as cursor:
        if POSTGRESQL:
            cursor.execute("DROP FUNCTION journal_append_only CASCADE")
        else:
            for name in triggers.SQLITE:
                cursor.execute(f"DROP TRIGGER {name}")
    call_command("migrate", "journal", verbosity=0)
    assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_a_rebuilt_table_is_noticed_and_guarded_again():
    """What SQLite does with a table whenever a migration changes a column."""
    with connection.schema_editor() as editor:
        field = Entry._meta.get_field("reason")
        longer = field.clone()
        longer.set_attributes_from_name("reason")
        longer.model = Entry
        longer.null = True
        editor.alter_field(Entry, field, longer)
        editor.alter_field(Entry, longer, field)
    assert bool(triggers.missing(connection)) is not POSTGRESQL
    triggers.install_triggers(connection)
    assert triggers.missing(connection) == []
    with pytest.raises(DatabaseError, match="append-only"):
        write().delete()
