from datetime import datetime

import pytest
from django.db import transaction
from django.utils.timezone import is_aware

from careloop.kit.journal import Happening, record_many
from careloop.kit.journal.macs import COLUMNS, mac_of
from careloop.kit.journal.models import Entry, Personal
from careloop.kit.journal.tests.cast import AT, WORD, Someone, write

pytestmark = pytest.mark.django_db


def test_one_insert_for_one_happening(django_assert_num_queries):
    with django_assert_num_queries(1):
        write(told={"technician": "Zhao"})


def test_the_row_says_who_what_and_when():
    actor = Someone(performed_by_id=9, reason="was on paper", via="api")
    row = Entry.objects.get(pk=write(actor=actor, thread="SC26-NB-000009", told={"n": 1}, tone="told").pk)
    assert (row.word, row.document, row.thread) == (WORD, "SC26-NB-000001", "SC26-NB-000009")
    assert (row.person_id, row.performed_by_id, row.post, row.unit_id) == (7, 9, "clerk", 3)
    assert (row.via, row.reason, row.tone, row.told) == ("api", "was on paper", "told", {"n": 1})
    assert (row.at, row.entered_at) == (AT, actor.entered_at)
    assert is_aware(row.at)
    assert row.mac == mac_of([getattr(row, column) for column in COLUMNS])


def test_a_document_is_its_own_thread():
    assert write().thread == "SC26-NB-000001"


def test_two_rows_alike_have_different_macs():
    assert write().mac != write().mac


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"tone": "loud"}, "tone"),
        ({"at": datetime(2026, 9, 24, 8, 30)}, "time zone"),
        ({"personal": {"phone": "139"}}, "subject"),
    ],
)
def test_what_cannot_be_told_is_refused_and_not_written(given, refused):
    with pytest.raises(ValueError, match=refused):
        write(**given)
    assert not Entry.objects.exists()


def test_many_rows_in_a_few_statements(django_assert_max_num_queries):
    many = [
        Happening(word=WORD, document=f"SC26-NB-{n:06}", actor=Someone(), at=AT, told={"n": n},
                  personal={"phone": f"1390000{n:04}"}, subject=f"customer:{n % 3}")
        for n in range(60)
    ]  # fmt: skip
    with django_assert_max_num_queries(8):
        entries = record_many(many)
    assert [entry.told["n"] for entry in Entry.objects.order_by("id")] == list(range(60))
    assert Personal.objects.count() == 60
    assert [entry.pk for entry in entries] == sorted(entry.pk for entry in entries)


def test_a_row_of_a_rolled_back_action_never_was():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_nothing_to_write_is_fine():
    assert record_many([]) == []
