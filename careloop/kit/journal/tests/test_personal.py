import json

import pytest
from django.db import connection
from django.utils import translation

from careloop.kit.journal.models import Entry, Personal, SubjectKey
from careloop.kit.journal.personal import erase, keys_of, read
from careloop.kit.journal.tests.cast import AT, tamper, write
from careloop.kit.journal.verify import verify

pytestmark = pytest.mark.django_db
PHONE = "139 0000 1111"


def values() -> list[str]:
    rows = Personal.objects.select_related("subject_key").order_by("id")
    return [str(read(row)) for row in rows]


def test_the_row_itself_says_nothing_of_the_person():
    write(personal={"phone": PHONE, "name": "王芳"}, subject="customer:12")
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_personal", "journal_subjectkey"):
            cursor.execute(f"SELECT * FROM {table}")
            stored = repr(
                [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            )
            assert PHONE not in stored
            assert "王芳" not in stored
            assert json.dumps("王芳")[1:-1] not in stored
    assert sorted(values()) == sorted([PHONE, "王芳"])


def test_an_erased_person_cannot_be_read_and_the_journal_is_whole():
    write(personal={"phone": PHONE}, subject="customer:12")
    write(personal={"phone": "138"}, subject="customer:13")
    assert erase("customer:12", AT)
    assert values() == ["(erased)", "138"]
    assert verify().whole
    assert not bytes(SubjectKey.objects.get(subject="customer:12").wrapped_key)
    with translation.override("zh-hans"):
        assert values()[1] == "138"


def test_who_was_erased_stays_erased():
    assert erase("customer:12", AT)
    assert not erase("customer:12", AT)
    write(personal={"phone": PHONE}, subject="customer:12")
    assert values() == ["(erased)"]
    assert verify().whole


def test_one_key_for_a_person():
    for _ in range(3):
        write(personal={"phone": PHONE}, subject="customer:12")
    assert SubjectKey.objects.count() == 1
    assert values() == [PHONE] * 3


def test_keys_of_known_people_take_one_query(django_assert_num_queries):
    keys_of(["customer:1", "customer:2"])
    with django_assert_num_queries(1):
        assert set(keys_of(["customer:1", "customer:2"])) == {"customer:1", "customer:2"}


def test_a_value_put_in_place_of_another_cannot_be_read_as_genuine():
    write(personal={"phone": PHONE, "name": "Wang"}, subject="customer:12")
    name = Personal.objects.get(field="name")
    Personal.objects.filter(field="phone").update(ciphertext=name.ciphertext)
    assert sorted(values()) == ["(unreadable)", "Wang"]


@pytest.mark.parametrize("remove", [True, False])
def test_a_value_altered_or_removed_is_named(remove):
    write()
    row = write(personal={"phone": PHONE}, subject="customer:12")
    if remove:
        tamper("DELETE FROM journal_personal WHERE entry_id = %s", row.pk)
    else:
        tamper("UPDATE journal_personal SET ciphertext = %s WHERE entry_id = %s", b"forged", row.pk)
    (fault,) = verify().faults
    assert (fault.kind, fault.row, fault.detail) == ("value_altered", row.pk, "phone")
    assert Entry.objects.count() == 2
