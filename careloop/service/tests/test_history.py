"""Old cases are taken over from a table that is not ours, every row accounted for."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careloop.catalog.models import Brand, Family
from careloop.customers.models import Customer
from careloop.demo import cast
from careloop.kit.clocks.models import Clock
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import timeline
from careloop.kit.journal.verify import verify
from careloop.kit.notices.models import Notice
from careloop.org.models import Unit
from careloop.presets import history
from careloop.presets.history.masters import code_for
from careloop.presets.history.reading import rows_of
from careloop.presets.history.taking import NoCompany, NoFile, NotThisTable
from careloop.presets.open_repair import MAPPING
from careloop.service.models import Call, Case, Order

NOW = datetime(2026, 9, 24, 9, 0, tzinfo=UTC)

HEADINGS = (
    "id,data_provider,country,partner_product_category,product_category,product_category_id,brand,"
    "year_of_manufacture,product_age,repair_status,repair_barrier_if_end_of_life,group_identifier,"
    "event_date,problem"
)
GOOD = [
    'm_1,X,GBR,Electrical ~ Kettle,Kettle,14,Unknown,"","",Fixed,"",Aber Café,2017-04-01,Leaks',
    "m_2,X,GBR,Electrical ~ Radio,Portable radio,23,Röberts,,,End of life,Item too worn out,"
    '"Bryn, Dinas",2018-07-15,"🔥 ""dead""\nDim sŵn 没声音"',
    "m_3,X,GBR,Lamp,Lamp,15,röberts ,,,Repairable,,Dinas - Bryn Repair Cafe,2018-12-31,",
    'm_4,X,GBR,Lamp,Lamp,15,xx,,,Unknown,,Aber,2024-02-29,5" shade and 3" base\t{{ 7*7 }}\x00',
]
BAD = [
    ("m_5,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,,no date", "There is no date."),
    ("m_6,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,31/12/2019,odd date", "This is no date."),
    ("m_7,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,2030-01-01,later", "The date lies in the future."),
    ("m_8,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,1066-10-14,old", "The date lies before the year 2000."),
    ("m_9,X,GBR,Lamp,Lamp,15,,,,Mended,,Aber,2019-01-01,?", "The status is not in the mapping."),
    ("m_10,X,GBR,Boat,Boat,99,,,,Fixed,,Aber,2019-01-01,?", "The product category is not in the mapping."),
    (",X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,2019-01-01,?", "The column id is empty."),
    ("m_11,X,GBR,Lamp,Lamp,15,,,,Fixed,,,2019-01-01,?", "The column group_identifier is empty."),
    (f"m_12,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,2019-01-01,{'x' * 10_001}", "longer than 10000 letters"),
    ("m_13,X,GBR,Lamp,Lamp", "cells or quotation marks do not fit"),
    ('m_14,X,GBR,Lamp,Lamp,15,"Broken,,,Fixed,,Aber,2019-01-01,quote', "quotation marks do not fit"),
    ("m_1,X,GBR,Lamp,Lamp,15,,,,Fixed,,Aber,2019-01-01,other", "Another case with this id is there"),
]


def write(path: Path, *rows: str, headings: str = HEADINGS, end: str = "\n") -> Path:
    path.write_text(end.join([headings, *rows]) + end, encoding="utf-8", newline="")
    return path


@pytest.fixture
def company(db):
    return cast.build(NOW)


def take(path: Path) -> tuple[history.Report, list[history.Refused]]:
    refused: list[history.Refused] = []
    return history.run(path, at=NOW, tell=refused.append), refused


def old_cases() -> dict[str, Case]:
    return {case.history_id: case for case in Case.objects.exclude(history_id=None)}


def test_every_row_is_accounted_for(company, tmp_path):
    rows = [GOOD[0], *(row for row, _reason in BAD), "", *GOOD[1:]]
    report, refused = take(write(tmp_path / "old.csv", *rows))
    assert (report.read, report.taken, report.there, report.refused) == (16, 4, 0, 12)
    assert report.whole
    # m_1 stands twice: which is the contradiction is known only when its batch is written.
    by_id = {f"{each.line} {each.id}": each.reason for each in refused}
    for line, (row, reason) in enumerate(BAD, 3):
        name = row.split(",")[0] if "quotation" not in reason else ""
        assert reason in by_id[f"{line} {name}"]
    assert sum(report.reasons.values()) == 12
    assert "4 taken, 0 there already, 12 refused" in report.lines()[0]
    assert "CC BY-SA 4.0" in report.lines()[-1]


def test_a_row_becomes_a_closed_case_with_its_true_date_and_result(company, tmp_path):
    before = Customer.objects.count()
    take(write(tmp_path / "old.csv", *GOOD))
    case = old_cases()["m_2"]
    assert case.number.startswith("SC18-")
    assert (case.state, case.outcome, case.kind, case.kind_why) == ("closed", "history", "", "history")
    # Noon of British summer time.
    assert {case.opened_at, case.closed_at, case.changed_at} == {datetime(2018, 7, 15, 11, tzinfo=UTC)}
    assert (case.history.result, case.history.barrier) == ("end_of_life", "Item too worn out")
    assert case.history.brand.name == "Röberts"
    assert case.history.thing == "Electrical ~ Radio"
    assert case.family.names["zh-hant"] == "攜帶式收音機"
    assert case.description == '🔥 "dead"\nDim sŵn 没声音'
    assert case.title == 'Portable radio: 🔥 "dead"'
    assert "CC BY-SA 4.0" in str(case.history.source)
    assert case.unit.names == {"en": "Bryn, Dinas"}
    assert (case.unit.kind, case.unit.parent.code, case.unit.parent.parent.code) == ("point", "WALES", "HQ")
    assert case.customer is None
    assert case.device is None
    assert Customer.objects.count() == before


def test_history_has_no_order_no_call_no_clock_and_no_message(company, tmp_path):
    take(write(tmp_path / "old.csv", *GOOD))
    for model in (Order, Call, Clock, Notice):
        assert not model.objects.exists()
    assert not Case.objects.filter(outcome="content").exists()
    for case in old_cases().values():
        (entry,) = timeline(case.number, 10)
        assert (entry.word, entry.at) == ("service.case.take_over", NOW)
        assert "Open Repair Alliance" in entry.sentence
    assert verify().whole


def test_what_was_written_untidily_is_kept_as_it_was_written(company, tmp_path):
    take(write(tmp_path / "old.csv", *GOOD))
    cases = old_cases()
    assert cases["m_4"].description == '5" shade and 3" base\t{{ 7*7 }}�'
    assert (cases["m_3"].title, cases["m_3"].description) == ("Lamp", "")
    # "Röberts" and "röberts " are one brand, "Unknown" and "xx" are none.
    assert cases["m_3"].history.brand == cases["m_2"].history.brand
    assert cases["m_1"].history.brand is cases["m_4"].history.brand is None
    # "Bryn, Dinas" and "Dinas - Bryn Repair Cafe" are one point, "Aber Café" and "Aber" another.
    assert cases["m_2"].unit == cases["m_3"].unit
    assert cases["m_1"].unit == cases["m_4"].unit
    assert Unit.objects.filter(kind="point").count() == 2


def test_taking_over_twice_takes_nothing_twice(company, tmp_path):
    path = write(tmp_path / "old.csv", *GOOD)
    take(path)
    counted = (Case.objects.count(), Unit.objects.count(), Brand.objects.count(), Entry.objects.count())
    report, _refused = take(path)
    assert (report.taken, report.there, report.refused) == (0, 4, 0)
    assert counted == (
        Case.objects.count(), Unit.objects.count(), Brand.objects.count(), Entry.objects.count(),
    )  # fmt: skip


def test_what_broke_off_goes_on_where_it_stopped(company, tmp_path, monkeypatch):
    monkeypatch.setattr("careloop.presets.history.taking.BATCH", 2)
    rows = [GOOD[n % 4].replace(f"m_{n % 4 + 1},", f"m_{n + 100},", 1) for n in range(7)]
    path, seen = write(tmp_path / "old.csv", *rows[:5], BAD[0][0], *rows[5:]), []

    def break_off(refused: history.Refused) -> None:
        seen.append(refused)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        history.run(path, at=NOW, tell=break_off)
    assert Case.objects.count() == 4
    report, _refused = take(path)
    assert (report.taken, report.there, report.refused) == (3, 4, 1)
    assert report.whole


def test_masters_that_are_there_are_used(company, tmp_path):
    brand = Brand.objects.create(name="RÖBERTS")
    family = Family.objects.create(code="portable-radio", names={"en": "Wireless"})
    take(write(tmp_path / "old.csv", *GOOD))
    case = old_cases()["m_2"]
    assert (case.history.brand, case.family) == (brand, family)


def test_points_of_the_past_stand_in_no_menu_for_new_work(company, tmp_path):
    take(write(tmp_path / "old.csv", *GOOD))
    assert not Unit.objects.filter(closed_on=None, time_zone="Europe/London").exists()


def test_lines_may_end_as_windows_ends_them(company, tmp_path):
    report, _refused = take(write(tmp_path / "old.csv", *GOOD, end="\r\n"))
    assert report.taken == 4


def test_the_pages_name_the_source_wherever_its_cases_are_shown(company, tmp_path, client):
    take(write(tmp_path / "old.csv", *GOOD))
    client.force_login(company.people["luo.yan"])
    listed = client.get("/service/cases?outcome=history").content.decode()
    assert listed.count("CC BY-SA 4.0") == 4
    number = old_cases()["m_2"].number
    page = client.get(f"/service/cases/{number}").content.decode()
    for told in ("CC BY-SA 4.0", "https://openrepair.org/open-data/", "Röberts", "Item too worn out", "m_2"):
        assert told in page


def test_an_address_with_a_null_character_is_not_there(company, client):
    client.force_login(company.people["luo.yan"])
    assert client.get("/service/cases/%00").status_code == 404


@pytest.mark.parametrize("headings", ["", "a,b,c", HEADINGS.replace("event_date", "day")])
def test_another_table_is_refused_and_nothing_changes(company, tmp_path, headings):
    with pytest.raises(NotThisTable) as refused:
        take(write(tmp_path / "old.csv", *GOOD, headings=headings))
    assert "event_date" in str(refused.value)
    assert not Case.objects.exists()
    assert not Unit.objects.filter(code="WALES").exists()


def test_a_file_that_is_not_there_is_said(company, tmp_path):
    with pytest.raises(NoFile, match=r"nowhere\.csv"):
        take(tmp_path / "nowhere.csv")


@pytest.mark.django_db
def test_without_a_company_there_is_nowhere_to_take_it_over_to(tmp_path):
    with pytest.raises(NoCompany):
        take(write(tmp_path / "old.csv", *GOOD))


def test_codes_of_points_differ():
    taken: set[str] = set()
    for name in (
        "Cardiff, Canton",
        "Cardiff Cantona",
        "Ruthin",
        "Ruthin",
        "Ŵŷ",
        "没有",
        "...",
        "Ty'n-y-Coed",
    ):
        code = code_for(name, taken)
        assert code not in taken
        assert code.isascii()
        assert code.isalnum()
        assert len(code) <= 8
        taken.add(code)
    assert {"CARCANTO", "CARCANT2", "RUTHIN", "RUTHIN2", "WY"} <= taken


def test_a_quotation_mark_that_is_not_closed_costs_one_row(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,"open\n2,"x\ny"\n3,z\n4,"open\n5,w\n', encoding="utf-8")
    read = [(row.line, list(row.cells)) for row in rows_of(path)]
    assert read == [
        (1, ["a", "b"]), (2, []), (3, ["2", "x\ny"]), (5, ["3", "z"]), (6, []), (7, ["5", "w"]),
    ]  # fmt: skip


cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(table=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_table_is_read_as_it_was_written(tmp_path, table):
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *table])
    assert [list(row.cells) for row in rows_of(path)][1:] == table


def test_each_family_has_a_name_in_four_languages():
    assert len(MAPPING.families) == 40
    for _code, names in MAPPING.families.values():
        assert set(names) == {"en", "zh-hans", "zh-hant", "es"}
        assert all(names.values())
    codes = [code for code, _names in MAPPING.families.values()]
    assert len(set(codes)) == len(codes)


@pytest.mark.realdata
def test_the_real_repairs_are_taken_over(company, real_data):
    path = real_data / "open-repair-wales-2025-07.csv"
    report, refused = take(path)
    assert (report.read, report.taken, report.refused) == (20190, 20190, 0)
    assert report.whole
    assert refused == []
    with path.open(encoding="utf-8", newline="") as file:
        told = {row["id"]: row for row in csv.DictReader(file)}
    cases = Case.objects.exclude(history_id=None).select_related("history", "unit")
    theirs = {
        "fixed": "Fixed",
        "repairable": "Repairable",
        "end_of_life": "End of life",
        "unknown": "Unknown",
    }
    for case in cases.iterator():
        row = told.pop(case.history_id)
        assert case.description == row["problem"].strip()
        assert case.opened_at.date() == date.fromisoformat(row["event_date"])
        assert theirs[case.history.result] == row["repair_status"]
    assert told == {}
    again, _refused = take(path)
    assert (again.taken, again.there) == (0, 20190)
