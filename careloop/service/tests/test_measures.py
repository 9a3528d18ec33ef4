"""Each figure opens its list: behind every number there lie just as many rows."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from careloop.demo import cast
from careloop.kit.measures import DAY, MONTH, Period, measures, table
from careloop.service.measures import (
    CALLS,
    CHANNEL,
    FIRST_TIME,
    ON_TIME,
    OPEN_CASES,
    TECHNICIAN,
    UNIT,
    ZONE,
    open_by_age,
)
from careloop.service.tests.rows import NOW, TODAY, a_call, a_case, an_order, closed, listed

pytestmark = pytest.mark.django_db
SUMMER = Period(datetime(2026, 7, 1).date(), datetime(2026, 9, 25).date())


@pytest.fixture
def company():
    return cast.build(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def manager(company):
    return company.actor("wang.jianye", NOW)


@pytest.fixture
def arrivals(company):
    """Two units, three zones, three months, in time and late, and what does not count."""
    people = {"NB": ["chen.jianguo", "wu.hai"], "SB": ["pablo.nieto"]}
    for place, (unit, zone, month) in enumerate(product(people, ("town", "suburb", "remote"), (7, 8, 9))):
        at = datetime(2026, month, 1 + place, 3, 0, tzinfo=UTC)
        case = a_case(company, at, unit=company.units[unit], channel=("phone", "wechat")[place % 2])
        an_order(
            case,
            state="signed_off",
            technician=company.people[people[unit][place % len(people[unit])]],
            zone=company.zones[f"{unit} {zone}"],
            arrived_at=at,
            on_time=place % 3 != 0,
        )
    # 23:30 in Beijing of the last day of July, not yet August.
    eve = datetime(2026, 7, 31, 15, 30, tzinfo=UTC)
    an_order(a_case(company, eve), state="signed_off", technician=company.people["wu.hai"],
             arrived_at=eve, on_time=True)  # fmt: skip
    an_order(a_case(company, eve), state="open")


def every_figure(found):
    yield found.whole
    yield from found.feet
    for line in found.lines:
        yield line.whole
        yield from line.cells


@pytest.mark.parametrize("username", ["wang.jianye", "zhao.min", "ana.torres", "luo.yan"])
@pytest.mark.parametrize("by", [UNIT, TECHNICIAN, ZONE, MONTH])
def test_each_figure_of_arrivals_opens_its_list(company, arrivals, username, by):
    actor = company.actor(username, NOW)
    found = table(ON_TIME, actor, SUMMER, by, across=MONTH)
    assert found.whole.counted >= 9
    for figure in every_figure(found):
        if by is not ZONE or figure.url:
            assert listed(figure.url, actor) == figure.counted
            assert listed(figure.hit_url, actor) == figure.hit
            assert listed(figure.missed_url, actor) == figure.missed


def test_arrivals_by_zone_and_month(company, arrivals, manager):
    found = table(ON_TIME, manager, SUMMER, ZONE, across=MONTH)
    assert [str(column) for column in found.columns] == ["Jul 2026", "Aug 2026", "Sep 2026"]
    by_zone = {line.key: (line.whole.hit, line.whole.counted) for line in found.lines}
    assert by_zone == {"town": (4, 6), "suburb": (4, 6), "remote": (4, 6), None: (1, 1)}
    assert (found.whole.hit, found.whole.counted, found.whole.missed) == (13, 19, 6)
    assert sum(cell.counted for line in found.lines for cell in line.cells) == 19
    # Of an address without a zone no list can be shown, and no link leads to a wrong one.
    assert [line.whole.url for line in found.lines if line.key is None] == [""]


def test_an_hour_before_midnight_belongs_to_the_day_of_the_company(company, arrivals, manager):
    july = table(ON_TIME, manager, SUMMER, MONTH).lines[0]
    assert july.whole.counted == 7
    only_july = Period(datetime(2026, 7, 1).date(), datetime(2026, 8, 1).date())
    assert table(ON_TIME, manager, only_july, UNIT).whole.counted == 7


def test_whoever_sees_one_unit_counts_one_unit(company, arrivals):
    found = table(ON_TIME, company.actor("zhao.min", NOW), SUMMER, UNIT)
    assert [str(line.label) for line in found.lines] == ["North branch"]


def test_history_is_never_counted_as_in_time_or_content(company, manager):
    at = datetime(2026, 8, 3, 3, 0, tzinfo=UTC)
    old = closed(company, at, outcome="history")
    an_order(old, state="signed_off", technician=company.people["wu.hai"], arrived_at=at, on_time=True)
    assert table(ON_TIME, manager, SUMMER, UNIT).whole.counted == 0
    assert table(FIRST_TIME, manager, SUMMER, UNIT).whole.counted == 0
    assert sum(figure.counted for _label, figure in open_by_age(manager, TODAY)) == 0


def test_an_arrival_that_no_clock_judged_is_not_counted(company, manager):
    at = datetime(2026, 8, 3, 3, 0, tzinfo=UTC)
    an_order(a_case(company, at), state="signed_off", technician=company.people["wu.hai"], arrived_at=at)
    assert table(ON_TIME, manager, SUMMER, UNIT).whole.rate is None


@pytest.mark.parametrize("by", [UNIT, *FIRST_TIME.groups])
def test_each_figure_of_first_time_fixes_opens_its_list(company, manager, by):
    for place, outcome in enumerate(["content", "content", "content", "unreachable", "declined", "history"]):
        at = datetime(2026, 7 + place % 3, 2, 3, 0, tzinfo=UTC)
        closed(company, at, outcome, round=1 + place % 2, unit=company.units[("NB", "SB")[place % 2]])
    found = table(FIRST_TIME, manager, SUMMER, by, across=MONTH)
    assert (found.whole.hit, found.whole.counted) == (2, 3)
    for figure in every_figure(found):
        assert listed(figure.url, manager) == figure.counted
        assert listed(figure.hit_url, manager) == figure.hit
        assert listed(figure.missed_url, manager) == figure.missed


@pytest.mark.parametrize(
    ("outcome", "rounds", "hit", "counted"),
    [
        ("content", 1, 1, 1),
        ("content", 2, 0, 1),
        ("unreachable", 1, 0, 0),
        ("by_phone", 1, 0, 0),
        ("history", 1, 0, 0),
    ],
)
def test_fixed_first_time_is_content_without_a_second_round(company, manager, outcome, rounds, hit, counted):
    closed(company, datetime(2026, 8, 3, 3, 0, tzinfo=UTC), outcome, round=rounds)
    whole = table(FIRST_TIME, manager, SUMMER, UNIT).whole
    assert (whole.hit, whole.counted) == (hit, counted)


def test_open_cases_by_age_fall_into_one_age_each(company, manager):
    for days in (0, 1, 2, 3, 7, 8, 40):
        a_case(company, NOW - timedelta(days=days))
    closed(company, NOW)
    found = open_by_age(manager, TODAY)
    assert [figure.counted for _label, figure in found] == [1, 2, 2, 2]
    for _label, figure in found:
        assert listed(figure.url, manager) == figure.counted
    other = [(UNIT, company.units["SB"].pk)]
    assert [figure.counted for _label, figure in open_by_age(manager, TODAY, other)] == [0, 0, 0, 0]


def test_calls_per_day_and_channel_open_the_calls(company, manager):
    for place in range(7):
        at = datetime(2026, 9, 20 + place % 3, 3, place, tzinfo=UTC)
        a_call(company, at, channel=("phone", "wechat", "phone")[place % 3])
    found = table(CALLS, manager, SUMMER, DAY, across=CHANNEL)
    assert [line.whole.counted for line in found.lines] == [3, 2, 2]
    assert [line.key.day for line in found.lines] == [20, 21, 22]
    assert sum(figure.counted for figure in found.feet) == 7
    for figure in every_figure(found):
        assert listed(figure.url, manager) == figure.counted


def test_a_table_takes_two_queries_however_many_rows(company, manager, django_assert_num_queries):
    for rows in (1, 3):
        for _each in range(rows):
            at = datetime(2026, 8, 3 + rows, 3, 0, tzinfo=UTC)
            an_order(a_case(company, at), state="signed_off", technician=company.people["wu.hai"],
                     arrived_at=at, on_time=True)  # fmt: skip
        with django_assert_num_queries(2):
            table(ON_TIME, manager, SUMMER, TECHNICIAN, across=MONTH)
        with django_assert_num_queries(1):
            open_by_age(manager, TODAY)


def test_every_figure_of_service_is_registered_with_its_clause():
    ours = {measure.name: measure for measure in measures() if measure.name.startswith("service.")}
    assert set(ours.values()) == {OPEN_CASES, CALLS, ON_TIME, FIRST_TIME}
    assert all(measure.clause for measure in ours.values())
