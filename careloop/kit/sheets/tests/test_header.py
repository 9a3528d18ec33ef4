import pytest

from careloop.kit.sheets import header, refusals
from careloop.kit.sheets.rows import Cleaner, Row
from careloop.kit.sheets.tests.conftest import HEADER, make

SHEET = make()


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (HEADER, ["username", "name", "phone", "language", "is_active", "since"]),
        (["账号", "姓名*", " 电话 ", "备注"], ["username", "name", "phone"]),
        (["帳號", "電話"], ["username", "phone"]),
        (["USUARIO", "Teléfono", "nombre "], ["username", "phone", "name"]),
        (["user_name", "Full-Name (*)", "ＰＨＯＮＥ"], ["username", "name", "phone"]),
        (["x", ""], []),
    ],
)
def test_headings_are_known_in_four_languages_and_untidy(headings, found):
    assert list(header.propose(SHEET, headings)) == found


def test_a_heading_that_comes_twice_counts_where_it_stands_first():
    assert header.propose(SHEET, ["Name", "Name"]) == {"name": 0}


def test_titles_above_the_headings_are_passed_over():
    rows = [
        ["Our people of 2026", "", ""],
        [],
        ["printed on", "2026-09-24", "", "by", "Li"],
        HEADER,
        ["a", "b"],
    ]
    assert header.find_header(SHEET, rows) == 3


def test_without_any_known_heading_the_widest_row_is_taken_and_all_is_missing():
    rows = [["title"], ["a", "b", "c"], ["d", "e", "f"]]
    assert header.find_header(SHEET, rows) == 1
    assert header.missing(SHEET, header.propose(SHEET, rows[1])) == ["username", "name"]
    with pytest.raises(refusals.EmptyTable):
        header.find_header(SHEET, [[], [" "]])


def clean(*cells, language="en", cleaner=None):
    cleaner = cleaner or Cleaner(SHEET, header.propose(SHEET, HEADER), language)
    return cleaner.clean(Row(2, list(cells)))


def test_a_row_is_cleaned_as_the_form_would():
    row = clean(" zhou ", "周淑芬", "'138 0013 2207", "chinese", "是", "2026年9月24日", "passed over")
    assert row.errors == {}
    assert row.cleaned["phone"] == "13800132207"
    assert row.cleaned["language"] == "zh-hans"
    assert row.cleaned["is_active"] is True
    assert row.cleaned["since"].isoformat() == "2026-09-24"


def test_each_wrong_cell_is_named():
    row = clean("", "x" * 81, "1.38E+10", "Klingon", "maybe", "yesterday")
    assert set(row.errors) == {"username", "name", "phone", "language", "is_active", "since"}
    assert "shortened" in row.errors["phone"][0]


def test_one_cleaner_cleans_row_after_row_without_remembering_the_last():
    cleaner = Cleaner(SHEET, header.propose(SHEET, HEADER), "en")
    assert clean("a", "", cleaner=cleaner).errors
    good = clean("a", "Ann", "1", cleaner=cleaner)
    short = clean("b", "Bob", cleaner=cleaner)
    assert (good.errors, short.errors) == ({}, {})
    assert (good.cleaned["phone"], short.cleaned["phone"]) == ("1", "")


def test_a_second_row_with_the_same_key_names_the_first():
    cleaner = Cleaner(SHEET, {"username": 0, "name": 1}, "en")
    assert cleaner.clean(Row(2, ["a", "Ann"])).errors == {}
    assert "Row 2" in cleaner.clean(Row(9, [" a", "Other"])).errors["username"][0]
