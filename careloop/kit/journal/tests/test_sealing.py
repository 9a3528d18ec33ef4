from datetime import timedelta

import pytest
from django.db import connection

from careloop.kit.journal import heads
from careloop.kit.journal.models import Block
from careloop.kit.journal.sealing import seal, seal_all
from careloop.kit.journal.tests.cast import AT, tamper, write, write_many
from careloop.kit.journal.verify import verify

pytestmark = pytest.mark.django_db


def test_nothing_to_seal_makes_no_block():
    assert seal(AT) is None
    write()
    assert seal(AT) is not None
    assert seal(AT) is None
    assert Block.objects.count() == 1


def test_each_block_stands_on_the_one_before():
    ids = write_many(7)
    assert seal_all(AT, limit=3) == 3
    first, second, third = Block.objects.order_by("number")
    assert [block.number for block in (first, second, third)] == [1, 2, 3]
    assert [block.count for block in (first, second, third)] == [3, 3, 1]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)
    assert (first.ranges, third.ranges) == (f"{ids[0]}-{ids[2]}", str(ids[6]))
    assert third.settled_id == ids[5]


def test_a_gap_left_by_a_rollback_is_no_row():
    ids = write_many(5)
    tamper("DELETE FROM journal_entry WHERE id = %s", ids[2])
    block = seal(AT)
    assert block.ranges == f"{ids[0]}-{ids[1]},{ids[3]}-{ids[4]}"


def test_a_row_that_arrives_late_goes_into_a_later_block():
    ids = write_many(5)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE late AS SELECT * FROM journal_entry WHERE id = %s", [ids[1]])
    tamper("DELETE FROM journal_entry WHERE id = %s", ids[1])
    seal(AT)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_entry SELECT * FROM late")
        cursor.execute("DROP TABLE late")
    block = seal(AT + timedelta(minutes=1))
    assert block.ranges == str(ids[1])
    seal_all(AT)
    write()
    assert verify().unsealed == 1


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_the_head_goes_to_the_file_after_the_commit(heads_file):
    write_many(3)
    block = seal(AT)
    write()
    seal(AT)
    lines = heads_file.read_text().splitlines()
    assert len(lines) == 2
    assert lines[0] == f"1 {block.hash} 2026-09-24T08:30:00.123456+00:00 3 {block.last_id}"


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_a_head_lost_by_a_killed_process_is_put_back_but_no_older_one(heads_file):
    for _ in range(3):
        write()
        seal(AT)
    lines = heads_file.read_text().splitlines(keepends=True)
    heads_file.write_text("".join(lines[:2]))
    write()
    seal(AT)
    assert list(heads.written()) == [1, 2, 3, 4]
    assert verify().whole

    heads_file.write_text("".join(lines[:2]))
    write()
    seal(AT)
    assert list(heads.written()) == [1, 2, 5]
    assert [(fault.kind, fault.block) for fault in verify().faults] == [("head_missing", 3)]


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_a_line_torn_by_a_crash_stays_by_itself(heads_file):
    write()
    seal(AT)
    with heads_file.open("a") as file:
        file.write("2 0123")
    write()
    seal(AT)
    assert list(heads.written()) == [1, 2]
    assert verify().whole


@pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.journal"])
def test_a_new_file_after_a_restore_keeps_the_old_one(heads_file):
    write()
    seal(AT)
    heads_file.write_text("from another life\n")
    kept = heads.rewrite(AT)
    assert kept.read_text() == "from another life\n"
    assert verify().whole
