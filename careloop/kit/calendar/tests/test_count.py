from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from careloop.kit.calendar import ALWAYS, NoWorkingTime, WorkingCalendar, add, between, subtract
from careloop.kit.calendar.tests.hours import DAY, PRESET, SIX_DAYS, shanghai

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-09-24 16:30", 6, "2026-09-28 15:00"),  # over the Mid-Autumn Festival, its Saturday included
        ("2026-09-24 16:30", 7, "2026-09-28 16:00"),
        ("2026-09-30 16:30", 6, "2026-10-08 15:00"),  # over the National Day week
        ("2026-09-19 17:00", 2, "2026-09-20 10:00"),  # a Sunday worked for the National Day week
        ("2026-10-10 17:00", 2, "2026-10-12 10:00"),  # a make-up Saturday, worked anyway; then a Sunday
        ("2026-09-22 11:00", 2, "2026-09-22 14:30"),  # nothing is counted in the lunch break
        ("2026-09-22 12:30", 1, "2026-09-22 14:30"),
        ("2026-09-22 09:00", 3, "2026-09-22 12:00"),  # full at noon: due at noon, not after lunch
        ("2026-09-22 20:00", 0, "2026-09-22 20:00"),
        ("2026-09-19 18:00", 7.5, "2026-09-20 18:00"),
    ],
)
def test_deadlines_of_the_preset(start, hours, due):
    assert add(PRESET, shanghai(start), hours * HOUR) == shanghai(due)


def test_subtract_finds_the_moment_of_the_warning():
    due_at = shanghai("2026-09-28 15:00")
    assert subtract(PRESET, due_at, 2 * HOUR) == shanghai("2026-09-28 11:30")
    assert subtract(PRESET, due_at, 6 * HOUR) == shanghai("2026-09-24 16:30")
    assert subtract(PRESET, due_at, 0 * HOUR) == due_at


def test_between_the_wrong_way_round_is_nothing():
    assert between(PRESET, shanghai("2026-09-22 12:00"), shanghai("2026-09-22 09:00")) == timedelta(0)


def test_special_day_wins_over_holiday_and_week():
    morning = ((time(8), time(9)),)
    calendar = WorkingCalendar(
        "Asia/Shanghai",
        SIX_DAYS,
        PRESET.holidays,
        special={date(2026, 10, 1): morning, date(2026, 9, 29): ()},
    )
    assert between(calendar, shanghai("2026-09-29 00:00"), shanghai("2026-09-30 00:00")) == timedelta(0)
    assert between(calendar, shanghai("2026-10-01 00:00"), shanghai("2026-10-02 00:00")) == HOUR


def test_later_week_counts_from_its_day_on():
    late = {0: ((time(10), time(11)),)}
    calendar = WorkingCalendar("Asia/Shanghai", SIX_DAYS, later_weeks={date(2026, 11, 2): late})
    assert add(calendar, shanghai("2026-10-31 17:00"), 2 * HOUR) == shanghai("2026-11-02 11:00")
    assert add(calendar, shanghai("2026-10-31 17:00"), 3 * HOUR) == shanghai("2026-11-09 11:00")


def test_make_up_day_has_the_hours_of_the_first_working_day():
    week = {1: ((time(8), time(9)),), 5: ((time(10), time(12)),)}
    saturday = date(2026, 10, 10)
    calendar = WorkingCalendar("Asia/Shanghai", week, make_up=frozenset({saturday}))
    assert calendar.hours_on(saturday) == week[1]
    assert calendar.hours_on(date(2026, 10, 17)) == week[5]


def test_always_counts_every_hour():
    start = shanghai("2026-10-01 03:00")
    assert add(ALWAYS, start, 24 * HOUR) == start + 24 * HOUR
    assert between(ALWAYS, start, start + 1000 * HOUR) == 1000 * HOUR


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Madrid", date(2026, 3, 29), 23),
        ("Europe/Madrid", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("America/Havana", date(2026, 3, 8), 23),  # midnight itself does not exist there
        ("Pacific/Apia", date(2011, 12, 30), 0),  # a day that never was
        ("Asia/Shanghai", date(2026, 3, 29), 24),
    ],
)
def test_a_day_round_the_clock_has_its_real_hours(zone, day, hours):
    calendar = WorkingCalendar(zone, dict.fromkeys(range(7), ((time(0), time(0)),)))
    assert sum((end - start for start, end in calendar.spans_on(day)), timedelta(0)) == hours * HOUR


@pytest.mark.parametrize(
    ("interval", "real"),
    [
        ((time(1), time(2, 30)), HOUR),  # ends inside the gap
        ((time(2, 15), time(2, 45)), 0 * HOUR),  # lies in the gap
        ((time(2, 30), time(4)), HOUR),  # begins inside the gap
        ((time(2, 30), time(3, 15)), HOUR / 4),
    ],
)
def test_hours_in_the_gap_of_spring_do_not_count(interval, real):
    calendar = WorkingCalendar("Europe/Madrid", {6: (interval,)})
    sunday = datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Madrid"))
    assert between(calendar, sunday, sunday + timedelta(days=1)) == real


def test_night_shift_over_the_autumn_change_has_an_hour_more():
    calendar = WorkingCalendar("Europe/Madrid", {5: ((time(22), time(0)),), 6: ((time(0), time(6)),)})
    start = datetime(2026, 10, 24, 22, tzinfo=ZoneInfo("Europe/Madrid"))
    assert add(calendar, start, 9 * HOUR) == datetime(2026, 10, 25, 6, tzinfo=ZoneInfo("Europe/Madrid"))


def test_where_the_clocks_go_back_over_midnight_a_date_comes_again():
    """St John's, 2010: a minute into Sunday it was Saturday 23:01 again; Sunday's hours had begun."""
    calendar = WorkingCalendar("America/St_Johns", {6: ((time(0), time(6)),)})
    saturday_again = datetime(2010, 11, 6, 23, 30, fold=1, tzinfo=ZoneInfo("America/St_Johns"))
    half_an_hour = timedelta(minutes=30)
    assert between(calendar, saturday_again - HOUR, saturday_again) == half_an_hour
    assert subtract(calendar, saturday_again, half_an_hour) == saturday_again.astimezone(UTC) - half_an_hour


def test_a_calendar_without_hours_says_so():
    empty = WorkingCalendar("Asia/Shanghai", {0: ()}, special={date(2026, 9, 22): DAY})
    assert add(empty, shanghai("2026-09-01 00:00"), HOUR) == shanghai("2026-09-22 10:00")
    assert subtract(empty, shanghai("2026-10-01 00:00"), HOUR) == shanghai("2026-09-22 17:00")
    with pytest.raises(NoWorkingTime):
        add(empty, shanghai("2026-09-22 17:30"), HOUR)
    with pytest.raises(NoWorkingTime):
        subtract(empty, shanghai("2026-09-22 09:30"), HOUR)
    with pytest.raises(NoWorkingTime):
        add(
            WorkingCalendar("UTC", SIX_DAYS, later_weeks={date(2026, 1, 1): {}}),
            shanghai("2026-02-01 00:00"),
            HOUR,
        )


def test_moments_without_zone_and_negative_hours_are_refused():
    with pytest.raises(ValueError, match="no time zone"):
        add(PRESET, datetime(2026, 9, 22), HOUR)
    with pytest.raises(ValueError, match="negative"):
        add(PRESET, shanghai("2026-09-22 09:00"), -HOUR)


@pytest.mark.parametrize(
    "hours",
    [
        ((time(9), time(12)), (time(11), time(13))),
        ((time(12), time(9)),),
        ((time(9), time(9)),),
        ((time(9), time(0)), (time(22), time(23))),
    ],
)
def test_hours_that_overlap_or_run_backwards_are_refused(hours):
    with pytest.raises(ValueError, match="Working hours"):
        WorkingCalendar("UTC", {0: hours})


def test_a_calendar_is_a_value():
    twin = WorkingCalendar(
        PRESET.zone, dict(PRESET.week), PRESET.holidays, make_up=PRESET.make_up, country="CN"
    )
    assert twin == PRESET
    assert hash(twin) == hash(PRESET)
    assert twin != WorkingCalendar(PRESET.zone, {}, PRESET.holidays)
    assert add(PRESET, shanghai("2026-09-22 09:00"), HOUR).tzinfo is UTC
