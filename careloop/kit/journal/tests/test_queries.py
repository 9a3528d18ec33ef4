from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from careloop.kit import resolvers
from careloop.kit.journal import queries, tell, words
from careloop.kit.journal.tests.cast import AT, WORD, Someone, write

pytestmark = pytest.mark.django_db
CASE = "SC26-NB-000001"


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """The house's names; what was asked for them."""
    asked = []
    names = {7: "Li Na", 8: "Chen Bo", 12: "Zhao Min"}

    def person_names(ids):
        asked.append(set(ids))
        return {id_: names[id_] for id_ in ids if id_ in names}

    monkeypatch.setattr(resolvers, "_answers", {"person_names": person_names})
    monkeypatch.setattr(words, "_sentences", {WORD: gettext_lazy("%(who)s: %(document)s")})
    return asked


def test_newest_first_page_by_page():
    ids = [write(thread=CASE, document=f"WO26-NB-00000{n}").pk for n in range(5)]
    write(thread="SC26-NB-000002")
    first = queries.timeline(CASE, 2)
    second = queries.timeline(CASE, 9, before_id=first[-1].pk)
    assert [entry.pk for entry in first + second] == ids[::-1]
    assert first[0].sentence == "Li Na: WO26-NB-000004"


def test_the_order_alone():
    write(thread=CASE, document="WO26-NB-000001")
    write(thread=CASE, document="WO26-NB-000002")
    assert [entry.document for entry in queries.of_document("WO26-NB-000002")] == ["WO26-NB-000002"]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_as_many_queries_for_fifty_as_for_one(count, django_assert_num_queries, asked):
    for n in range(count):
        told = {"technician": tell.person(12 + n, f"Person {n}")}
        write(thread=CASE, told=told, personal={"phone": "139"}, subject=f"customer:{n}")
    with django_assert_num_queries(2):  # and one for the names, here answered without the database
        entries = queries.timeline(CASE)
    assert len(entries) == count
    assert asked == [{7} | {12 + n for n in range(count)}]


def test_the_customer_reads_what_was_told():
    write(thread=CASE, tone="internal")
    told = write(thread=CASE, tone="told")
    write(thread=CASE)
    assert [entry.pk for entry in queries.timeline(CASE, tones={"told"})] == [told.pk]


def test_who_did_it_and_who_entered_it():
    write(actor=Someone(person_id=7, performed_by_id=8))
    write(actor=Someone(person_id=8))
    write(actor=Someone(person_id=None, via="system"))
    write(actor=Someone(person_id=99))
    said = [(entry.who, entry.entered_by) for entry in queries.timeline(CASE)[::-1]]
    assert said == [("Chen Bo", "Li Na"), ("Chen Bo", ""), ("Careloop", ""), ("person no. 99", "")]


def test_each_reader_in_their_language():
    words.register(WORD, gettext_lazy("Monday"))
    write()
    with translation.override("zh-hans"):
        assert queries.timeline(CASE)[0].sentence == "星期一"
    with translation.override("es"):
        assert queries.timeline(CASE)[0].sentence == "lunes"


def test_personal_values_are_told_or_hidden():
    words.register(WORD, "Calls from %(phone)s")
    write(personal={"phone": "139 0000 1111"}, subject="customer:1")
    assert queries.timeline(CASE)[0].sentence == "Calls from 139 0000 1111"
    assert queries.timeline(CASE, show_personal=False)[0].sentence == "Calls from (hidden)"


def test_a_persons_day_page_by_page():
    day = AT.replace(hour=0, minute=0, second=0, microsecond=0)
    late = write(at=day + timedelta(hours=9))
    early = write(at=day + timedelta(hours=8))
    same = write(at=day + timedelta(hours=8))
    write(at=day + timedelta(days=1))
    write(at=day - timedelta(microseconds=1))
    write(at=day, actor=Someone(person_id=8))
    first = queries.of_period(day, day + timedelta(days=1), person_id=7, limit=2)
    rest = queries.of_period(day, day + timedelta(days=1), person_id=7, before=(first[-1].at, first[-1].pk))
    assert [entry.pk for entry in first + rest] == [late.pk, same.pk, early.pk]


def test_a_period_of_some_units():
    write(actor=Someone(unit_id=3))
    write(actor=Someone(unit_id=4))
    period = (AT, AT + timedelta(hours=1))
    assert [entry.unit_id for entry in queries.of_period(*period, units={4})] == [4]
    assert queries.of_period(*period, units=frozenset()) == []
    assert len(queries.of_period(*period)) == 2
