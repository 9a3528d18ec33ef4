"""Somebody changes the journal behind the application's back. Each test runs on both engines."""

from collections.abc import Callable

import pytest
from django.db import connection

from careloop.kit.journal import triggers
from careloop.kit.journal.models import Block, Entry
from careloop.kit.journal.sealing import seal_all
from careloop.kit.journal.tests.cast import AT, tamper, write, write_many
from careloop.kit.journal.verify import verify

pytestmark = pytest.mark.django_db
COPIED = (
    "word, document, thread, person_id, post, unit_id, performed_by_id, via, reason, at, entered_at, told, "
    "personal, tone, nonce, mac"
)


@pytest.fixture
def seal_now(django_capture_on_commit_callbacks) -> Callable[..., None]:
    """Seals as if it were committed: the heads reach the file."""

    def seal_and_commit(limit: int = 100) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            seal_all(AT, limit)

    return seal_and_commit


@pytest.fixture
def ids(seal_now) -> list[int]:
    """Ten rows sealed in three blocks, and two since."""
    sealed = write_many(10)
    seal_now(limit=4)
    assert verify().whole
    return sealed + write_many(2)


def faults() -> list[tuple]:
    return [(fault.kind, fault.row or fault.block) for fault in verify().faults]


def test_a_whole_journal_says_how_much_is_not_sealed_yet(ids):
    report = verify()
    assert report.whole
    assert (report.rows, report.blocks, report.unsealed, report.first_row) == (12, 3, 2, None)
    assert report.lines() == [
        "12 rows, 3 blocks.",
        "2 rows since the last seal: had one been removed there, it could not be proven.",
    ]


def test_an_empty_journal_is_whole():
    report = verify()
    assert report.whole
    assert report.rows == 0


@pytest.mark.parametrize(
    "change",
    [
        "word = 'service.case.close'", "document = 'SC26-NB-999999'", "thread = 'x'", "person_id = 8",
        "person_id = NULL", "post = 'director'", "unit_id = 4", "performed_by_id = 5", "via = 'api'",
        "reason = 'x'", "at = '2026-09-24 08:31:00+00:00'", "entered_at = '2026-09-24 08:31:00+00:00'",
        "told = '{\"n\": 3.0, \"city\": \"x\"}'", "personal = '{\"phone\": \"00\"}'", "tone = 'told'",
        "nonce = '0'", "mac = '0'",
    ],
)  # fmt: skip
def test_any_altered_column_names_the_row(ids, change):
    tamper(f"UPDATE journal_entry SET {change} WHERE id IN (%s, %s)", ids[2], ids[5])
    report = verify()
    assert report.first_row == ids[2]
    assert report.faults[0].kind == "altered"
    assert report.faults[0].sentence == f"Row {ids[2]} was altered."


def test_a_removed_row_is_named(ids):
    tamper("DELETE FROM journal_entry WHERE id IN (%s, %s)", ids[3], ids[8])
    assert faults() == [("removed", ids[3])]


def test_removed_first_and_last_rows_of_the_sealed_are_named(ids):
    tamper("DELETE FROM journal_entry WHERE id = %s", ids[9])
    assert faults() == [("removed", ids[9])]
    tamper("DELETE FROM journal_entry WHERE id = %s", ids[0])
    assert faults() == [("removed", ids[0])]


def test_every_row_removed(ids):
    tamper("DELETE FROM journal_entry")
    assert faults() == [("removed", ids[0])]


def insert_copy(of: int) -> int:
    copy = of + 1000
    sql = f"INSERT INTO journal_entry (id, {COPIED}) SELECT %s, {COPIED} FROM journal_entry WHERE id = %s"
    tamper(sql, copy, of)
    return copy


def test_a_row_inserted_by_hand_is_named(ids):
    forged = insert_copy(ids[1])
    tamper("UPDATE journal_entry SET person_id = 8, mac = '1' WHERE id = %s", forged)
    assert faults() == [("altered_or_inserted", forged)]


@pytest.mark.parametrize("kept", ["word = 'x'", "mac = '0'"])
def test_a_row_altered_before_it_is_sealed_is_not_called_inserted(ids, seal_now, kept):
    tamper(f"UPDATE journal_entry SET {kept} WHERE id = %s", ids[10])
    report = verify()
    assert [(fault.kind, fault.row) for fault in report.faults] == [("altered_or_inserted", ids[10])]
    assert report.faults[0].sentence == f"Row {ids[10]}, which is not sealed yet, was altered or inserted."
    seal_now()
    assert faults() == [("altered", ids[10])]


def test_a_row_removed_before_it_is_sealed_cannot_be_named_and_that_is_said(ids):
    tamper("DELETE FROM journal_entry WHERE id = %s", ids[10])
    report = verify()
    assert report.whole
    assert report.lines()[-1].startswith("1 row since the last seal: had one been removed there")


def test_a_copied_row_is_named_although_its_mac_fits(ids, seal_now):
    """Before the next seal and after it: what was said once cannot be said again."""
    copy = insert_copy(ids[1])
    assert faults() == [("copied", copy)]
    seal_now()
    assert faults() == [("copied", copy)]


def test_a_genuine_row_put_into_the_settled_past_is_named(ids, seal_now):
    seal_now()
    genuine = write()
    tamper("UPDATE journal_entry SET id = %s WHERE id = %s", ids[0] - 1_000_000, genuine.pk)
    assert faults() == [("inserted", ids[0] - 1_000_000)]


def test_exchanged_rows_are_found_by_their_block(ids):
    for old, new in [(ids[1], -1), (ids[2], ids[1]), (-1, ids[2])]:
        tamper("UPDATE journal_entry SET id = %s WHERE id = %s", new, old)
    assert faults() == [("block_altered", 1)]


@pytest.mark.parametrize(
    "change",
    [
        "ranges = ranges || ' '", "ranges = 'all of them'", "count = count + 1", "first_id = 0", "hash = '0'",
        "last_id = last_id + 1", "settled_id = settled_id + 1", "writers = '3/17'", "previous_hash = '0'",
        "sealed_at = '2026-09-24 08:31:00+00:00'",
    ],
)  # fmt: skip
def test_an_altered_block_is_named(ids, change):
    tamper(f"UPDATE journal_block SET {change} WHERE number = 2")
    assert ("block_altered", 2) in faults()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_block_is_named(ids, number):
    tamper("DELETE FROM journal_block WHERE number = %s", number)
    assert ("block_removed", number) in faults()
    assert "inserted" not in dict(faults())


def test_the_last_blocks_removed_with_their_rows_are_missed_by_the_file(ids):
    tamper("DELETE FROM journal_block WHERE number > 1")
    tamper("DELETE FROM journal_entry WHERE id > %s", ids[3])
    assert faults() == [("block_removed", 2)]


def test_all_removed_is_missed_by_the_file(ids):
    tamper("DELETE FROM journal_block")
    tamper("DELETE FROM journal_entry")
    assert faults() == [("block_removed", 1)]


def test_a_renumbered_block_is_named(ids):
    tamper("DELETE FROM journal_block WHERE number = 2")
    tamper("UPDATE journal_block SET number = 2 WHERE number = 3")
    assert ("block_inserted", 2) in faults()


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_a_cut_file_of_heads_is_named(ids, heads_file, keep):
    lines = heads_file.read_text().splitlines(keepends=True)
    heads_file.write_text("".join(lines[:keep]))
    assert faults() == [("head_missing", keep + 1)]


def test_a_missing_file_of_heads_is_named(ids, heads_file):
    heads_file.unlink()
    assert faults() == [("head_missing", 1)]


def test_an_altered_head_is_named(ids, heads_file):
    heads_file.write_text(heads_file.read_text().replace("\n2 ", "\n2 0", 1))
    assert faults() == [("head_differs", 2)]


def test_a_missing_guard_is_named(ids):
    with triggers.lifted(connection):
        (fault,) = verify().faults
    assert fault.kind == "triggers"
    assert "journal_entry" in fault.sentence


def test_without_the_key_no_row_can_be_forged(ids, settings):
    settings.JOURNAL_KEY = "the attacker's guess"
    forged = write()
    settings.JOURNAL_KEY = "only-for-development-journal_key"
    assert faults() == [("altered_or_inserted", forged.pk)]


def test_progress_ends_at_all_rows(ids):
    seen: list[tuple[int, int]] = []
    verify(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (12, 12)


def test_verifying_changes_nothing(ids):
    before = (list(Entry.objects.values()), list(Block.objects.values()))
    verify()
    assert (list(Entry.objects.values()), list(Block.objects.values())) == before


if connection.vendor == "sqlite":

    @pytest.mark.parametrize("change", ["at = 'yesterday'", "at = '2026-99-99 00:00:00'", "person_id = 'Li'"])
    def test_what_sqlite_keeps_and_nobody_can_read_is_named(ids, change):
        tamper(f"UPDATE journal_entry SET {change} WHERE id = %s", ids[2])
        assert faults() == [("altered", ids[2])]
