"""What holds for every calendar, in zones that change their clocks in every strange way."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from careloop.kit.calendar import WorkingCalendar, add, between, intervals, subtract

# Machines are noisy: no law fails for having taken long.
law = settings(deadline=None)

ZONES = [
    "Asia/Shanghai",
    "Europe/Madrid",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Kathmandu",
]


@st.composite
def hours(draw, at_least=0):
    marks = sorted(draw(st.sets(st.integers(0, 96), min_size=2 * at_least, max_size=6)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple((time(a // 4, a % 4 * 15), time(b // 4 % 24, b % 4 * 15)) for a, b in pairs)


def days(first=date(2011, 12, 1), last=date(2018, 12, 31)):
    return st.dates(first, last)


@st.composite
def calendars(draw):
    week = draw(st.dictionaries(st.integers(0, 6), hours()))
    week[draw(st.integers(0, 6))] = draw(hours(at_least=1))
    return WorkingCalendar(
        draw(st.sampled_from(ZONES)),
        week,
        frozenset(draw(st.sets(days(), max_size=5))),
        special=draw(st.dictionaries(days(), hours(), max_size=5)),
        make_up=frozenset(draw(st.sets(days(), max_size=5))),
    )


moments = st.datetimes(datetime(2011, 12, 1), datetime(2018, 12, 31), timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(0), timedelta(days=20))
amounts = st.timedeltas(timedelta(0), timedelta(hours=60))


@law
@given(calendars(), moments, amounts)
def test_add_and_between_are_inverses(calendar, start_at, worked):
    due_at = add(calendar, start_at, worked)
    assert due_at >= start_at
    assert between(calendar, start_at, due_at) == worked


@law
@given(calendars(), moments, amounts)
def test_add_gives_the_earliest_moment(calendar, start_at, worked):
    due_at = add(calendar, start_at, worked)
    assume(due_at > start_at)
    assert between(calendar, start_at, due_at - timedelta.resolution) < worked


@law
@given(calendars(), moments, amounts)
def test_subtract_gives_the_latest_moment(calendar, due_at, worked):
    start_at = subtract(calendar, due_at, worked)
    assert between(calendar, start_at, due_at) == worked
    assume(start_at < due_at)
    assert between(calendar, start_at + timedelta.resolution, due_at) < worked


@law
@given(calendars(), moments, amounts, amounts)
def test_what_is_added_in_two_parts_is_added_at_once(calendar, start_at, first, second):
    assert add(calendar, add(calendar, start_at, first), second) == add(calendar, start_at, first + second)


@law
@given(calendars(), moments, amounts, amounts)
def test_more_work_is_never_due_earlier(calendar, start_at, first, second):
    less, more = sorted([first, second])
    assert add(calendar, start_at, less) <= add(calendar, start_at, more)


@law
@given(calendars(), moments, st.timedeltas(timedelta(0), timedelta(days=9)), amounts)
def test_a_later_start_is_never_due_earlier(calendar, start_at, later, worked):
    assert add(calendar, start_at, worked) <= add(calendar, start_at + later, worked)


@law
@given(calendars(), moments, lengths, lengths)
def test_between_splits_at_any_moment(calendar, first, length, further):
    middle, last = first + length, first + length + further
    whole = between(calendar, first, last)
    assert whole == between(calendar, first, middle) + between(calendar, middle, last)


@law
@given(calendars(), moments, lengths)
def test_the_lines_add_up_to_the_sum(calendar, from_at, length):
    until_at = from_at + length
    rows = intervals(calendar, from_at, until_at)
    assert sum((row.worked for row in rows), timedelta(0)) == between(calendar, from_at, until_at)


@settings(law, max_examples=40)
@given(calendars(), st.datetimes(datetime(2011, 12, 20), datetime(2018, 12, 1)))
def test_counting_quarter_by_quarter_off_the_wall_agrees(calendar, near):
    """The slow way: a quarter of an hour counts when the clock on the wall shows working hours.

    Times that come twice are left out: there the wall does not say whether the door is open.
    """
    from_at = near.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    total = timedelta(0)
    for n in range(3 * 96):
        local = (from_at + n * quarter).astimezone(calendar.tz)
        assume(local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset())
        if any(
            start <= local.time() and (end == time(0) or local.time() < end)
            for start, end in calendar.hours_on(local.date())
        ):
            total += quarter
    assert between(calendar, from_at, from_at + 3 * 96 * quarter) == total
