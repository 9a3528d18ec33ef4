import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.numbering import Number, begins_number, parse

numbers = st.builds(
    Number,
    kind=st.text("ABCXYZ", min_size=2, max_size=2),
    year=st.integers(2000, 2099),
    unit_code=st.text("ABC019", min_size=1, max_size=8),
    running=st.integers(1, 10**12),
)


@given(numbers)
def test_what_is_printed_is_read_back(number):
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("SC26-NB-000123", Number("SC", 2026, "NB", 123)),
        (" sc26-nb-000123\n", Number("SC", 2026, "NB", 123)),
        ("WO99-8A-1234567", Number("WO", 2099, "8A", 1234567)),
    ],
)
def test_numbers_as_people_type_them(typed, number):
    assert parse(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "", "SC26-NB-123", "SC26-NB-000000", "SC26-NB-0000123", "S26-NB-000123", "SC26--000123",
        "SC26-TOOLONG99-000123", "SC26-NB-000123/dispatch", "SC26-ñB-000123", "SC２６-NB-000123",
        "SC26-NB-" + "9" * 40,
    ],
)  # fmt: skip
def test_what_was_never_drawn_is_no_number(typed):
    assert parse(typed) is None


@pytest.mark.parametrize(
    ("kind", "year", "unit_code"),
    [
        ("sc", 2026, "NB"), ("SCX", 2026, "NB"), ("SC", 26, "NB"), ("SC", 2100, "NB"), ("SC", 2026, ""),
        ("SC", 2026, "N-B"), ("SC", 2026, "nb"), ("SC", 2026, "宁波"), ("SC", 2026, "NINECHARS"),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_printed_is_refused(kind, year, unit_code):
    with pytest.raises(ValueError):
        Number(kind, year, unit_code, 1)


@given(numbers, st.integers(4, 30))
def test_every_beginning_of_a_number_is_known_for_one(number, length):
    assert begins_number(str(number)[:length].lower())


@pytest.mark.parametrize(
    "typed", ["", "SC", "SC2", "26", "WD-820", "周淑芬", "SC26 ", "SC26-NB-12x", "13800132207"]
)
def test_other_words_are_not(typed):
    assert begins_number(typed) is (typed == "SC26 ")
