from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.measures import DAY, MONTH, Period

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
LENGTHS = st.integers(0, 800)


@given(DAYS, LENGTHS)
def test_the_months_of_a_period_hold_all_its_days_and_no_other(first, length):
    period = Period(first, first + timedelta(days=length))
    told = [day for month in period.months() for day in MONTH.span(month).within(period).days()]
    assert told == list(period.days())
    assert len(told) == length


@given(DAYS, LENGTHS, DAYS, LENGTHS)
def test_two_periods_share_the_days_that_lie_in_both(first, length, other, other_length):
    one = Period(first, first + timedelta(days=length))
    two = Period(other, other + timedelta(days=other_length))
    assert set(one.within(two).days()) == set(one.days()) & set(two.days())


def test_the_ends_as_the_filter_of_a_list_has_them():
    assert DAY.span(date(2026, 9, 24)).shown_by("opened_at") == {
        "opened_at_from": "2026-09-24",
        "opened_at_to": "2026-09-24",
    }
    assert Period(None, date(2026, 9, 24)).shown_by("opened_at") == {"opened_at_to": "2026-09-23"}
    assert Period().shown_by("opened_at") == {}


def test_an_open_period_narrows_on_one_side_only():
    assert not Period().holds("at")
    assert str(Period(date(2026, 9, 24)).holds("at")).count("at__") == 1


def test_an_open_period_has_no_list_of_days():
    with pytest.raises(ValueError, match="open period"):
        list(Period(date(2026, 9, 24)).days())
