from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloop.customers.rules import (
    Offer,
    Part,
    StartEvent,
    Terms,
    Why,
    choose_terms,
    contract_covers,
    coverage,
    last_day,
)

YEAR_PARTS_THREE = Terms(12, 36, 0)
BOUGHT = date(2025, 3, 2)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(0, 240)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 2), 36, date(2028, 3, 2)),
        (date(2025, 3, 2), 0, date(2025, 3, 2)),
    ],
)
def test_the_last_day_of_some_months(start, months, last):
    assert last_day(start, months) == last


@given(DAYS, MONTHS)
def test_a_period_ends_in_the_month_so_many_months_on(start, months):
    end = last_day(start, months)
    assert end.year * 12 + end.month == start.year * 12 + start.month + months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, MONTHS, MONTHS)
def test_later_or_longer_never_ends_earlier(a, b, few, many):
    few, many = sorted([few, many])
    a, b = sorted([a, b])
    assert last_day(a, few) <= last_day(b, few) <= last_day(b, many)


@pytest.mark.parametrize(
    ("on", "why", "covered"),
    [
        (date(2025, 3, 1), Why.NOT_BEGUN, set()),
        (date(2025, 3, 2), Why.PARTLY, {Part.LABOUR, Part.PARTS}),
        (date(2026, 3, 2), Why.PARTLY, {Part.LABOUR, Part.PARTS}),
        (date(2026, 3, 3), Why.PARTLY, {Part.PARTS}),
        (date(2028, 3, 2), Why.PARTLY, {Part.PARTS}),
        (date(2028, 3, 3), Why.OVER, set()),
    ],
)
def test_each_part_has_its_own_end(on, why, covered):
    found = coverage(YEAR_PARTS_THREE, BOUGHT, None, on)
    assert (found.why, found.covered) == (why, covered)
    assert (found.labour_until, found.parts_until, found.travel_until) == (
        date(2026, 3, 3),
        date(2028, 3, 3),
        None,
    )


@pytest.mark.parametrize(
    ("starts_from", "bought", "installed", "started", "event"),
    [
        (StartEvent.PURCHASE, BOUGHT, date(2025, 4, 1), BOUGHT, StartEvent.PURCHASE),
        (StartEvent.INSTALLATION, BOUGHT, date(2025, 4, 1), date(2025, 4, 1), StartEvent.INSTALLATION),
        (StartEvent.INSTALLATION, BOUGHT, None, BOUGHT, StartEvent.PURCHASE),
        (StartEvent.PURCHASE, None, date(2025, 4, 1), date(2025, 4, 1), StartEvent.INSTALLATION),
    ],
)
def test_it_counts_from_the_event_or_from_what_is_known(starts_from, bought, installed, started, event):
    found = coverage(Terms(12, 12, 12, starts_from), bought, installed, date(2025, 6, 1))
    assert (found.started_on, found.start_event, found.why) == (started, event, Why.RUNNING)


def test_without_terms_or_dates_nothing_is_covered_and_it_says_why():
    for found, why in [
        (coverage(None, BOUGHT, None, BOUGHT), Why.NO_TERMS),
        (coverage(YEAR_PARTS_THREE, None, None, BOUGHT), Why.NO_DATE),
    ]:
        assert (found.why, found.covered, found.labour_until) == (why, frozenset(), None)


@given(st.tuples(MONTHS, MONTHS, MONTHS), DAYS, DAYS)
def test_why_and_what_is_covered_agree(months, bought, on):
    found = coverage(Terms(*months), bought, None, on)
    expected = {0: {Why.OVER, Why.NOT_BEGUN}, 3: {Why.RUNNING}}.get(len(found.covered), {Why.PARTLY})
    assert found.why in expected


OLD, NEW, ABOVE, OWN = Terms(12, 12, 0), Terms(24, 24, 0), Terms(6, 6, 0), Terms(36, 36, 36)
OFFERS = [
    Offer(NEW, date(2025, 1, 1), family_id=1),
    Offer(OLD, date(2020, 1, 1), family_id=1),
    Offer(ABOVE, date(2010, 1, 1), family_id=9),
    Offer(OWN, date(2026, 1, 1), model_id=5),
]


@pytest.mark.parametrize(
    ("model", "families", "bought", "terms"),
    [
        (7, [1, 9], date(2024, 12, 31), OLD),
        (7, [1, 9], date(2025, 1, 1), NEW),
        (7, [1, 9], date(2015, 1, 1), ABOVE),
        (5, [1, 9], date(2026, 1, 1), OWN),
        (5, [1, 9], date(2025, 12, 31), NEW),
        (7, [2], date(2026, 1, 1), None),
        (7, [1, 9], date(2009, 1, 1), None),
    ],
)
def test_a_device_keeps_the_terms_it_was_sold_under(model, families, bought, terms):
    assert choose_terms(OFFERS, model_id=model, families=families, bought_on=bought) == terms


@pytest.mark.parametrize(
    ("on", "covered"),
    [
        (date(2026, 2, 28), set()),
        (date(2026, 3, 1), {Part.LABOUR, Part.TRAVEL}),
        (date(2027, 2, 28), {Part.LABOUR, Part.TRAVEL}),
        (date(2027, 3, 1), set()),
    ],
)
def test_a_contract_covers_until_before_its_last_date(on, covered):
    period = {"from_on": date(2026, 3, 1), "until_on": date(2027, 3, 1)}
    assert contract_covers(**period, labour=True, parts=False, travel=True, on=on) == covered
