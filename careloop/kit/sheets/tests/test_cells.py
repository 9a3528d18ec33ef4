import datetime as dt
from contextlib import suppress

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.sheets.cells import adapter_of, day_of, tidied, yes_or_no


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  x \u3000", "x"),
        ("\ufeff\u200bx\u00a0", "x"),
        ("'00123", "00123"),
        ("'+86 138", "+86 138"),
        ("'=A1", "=A1"),
        ("'t Hof", "'t Hof"),
        ("a\0b\x07", "ab"),
        ("line\nbreak", "line\nbreak"),
        ("138 0013 2207", "138 0013 2207"),
        ("", ""),
    ],
)
def test_cells_are_tidied(cell, text):
    assert tidied(cell) == text


@pytest.mark.parametrize("cell", ["1.38E+10", "1,38E+10", "1.23456789012346E+17", "2E+05", "1.38e+10 "])
def test_a_number_that_excel_shortened_is_refused(cell):
    with pytest.raises(forms.ValidationError, match="shortened"):
        tidied(cell)


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", " #DIV/0! "])
def test_the_error_of_a_formula_is_refused(cell):
    with pytest.raises(forms.ValidationError, match="formula"):
        tidied(cell)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-24",
        "2026/9/24",
        "2026.09.24",
        "2026年9月24日",
        "2026 年 9 月 24 日",
        "20260924",
        "24.9.2026",
        "24/09/2026",
        "09/24/2026",
        "2026-09-24 00:00:00",
        "46289",
    ],
)
def test_days_as_people_and_spreadsheets_write_them(text):
    assert day_of(text) == "2026-09-24"


def test_a_time_stays_with_its_day():
    assert day_of("2026/9/24 16:30") == "2026-09-24 16:30"
    assert day_of("46289.6875") == "2026-09-24 16:30:00"


def test_where_day_and_month_look_alike_the_language_decides_or_nobody():
    assert day_of("3/4/2026", day_first=True) == "2026-04-03"
    assert day_of("3/4/2026", day_first=False) == "2026-03-04"
    assert day_of("4/4/2026") == "2026-04-04"
    with pytest.raises(forms.ValidationError, match="told apart"):
        day_of("3/4/2026")
    assert adapter_of(forms.DateField(), "es")("3/4/2026") == "2026-04-03"


@given(st.dates(dt.date(1930, 1, 1), dt.date(2110, 1, 1)))
def test_every_way_of_writing_a_day_means_that_day(day):
    serial = (day - dt.date(1899, 12, 30)).days
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%d.%m.%Y}",
        str(serial),
    ):
        assert day_of(text) == day.isoformat()
    assert day_of(f"{day:%d/%m/%Y}", day_first=True) == day.isoformat()


@given(st.text(max_size=20))
def test_other_text_is_left_to_the_field(text):
    with suppress(forms.ValidationError):
        assert isinstance(day_of(text), str)


def test_yes_and_no_in_four_languages():
    assert {yes_or_no(word) for word in ("Yes", "是", "對", "sí", "TRUE", "1", "x")} == {"true"}
    assert {yes_or_no(word) for word in ("no", "否", "无", "FALSE", "0", "-")} == {"false"}
    assert yes_or_no("") == ""
    with pytest.raises(forms.ValidationError):
        yes_or_no("maybe")


def test_a_choice_is_found_by_its_word_or_its_value():
    adapt = adapter_of(forms.ChoiceField(choices=[("p", "Person"), ("Group", [("c", "Company")])]), "en")
    assert [adapt(text) for text in ("person", "P", "COMPANY", "else")] == ["p", "p", "c", "else"]
