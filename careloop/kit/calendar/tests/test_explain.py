from datetime import date, time, timedelta

import pytest

from careloop.kit.calendar import Counted, NotCounted, WorkingCalendar, always, intervals
from careloop.kit.calendar.tests.hours import PRESET, SIX_DAYS, shanghai

HOUR = timedelta(hours=1)


def test_the_deadline_of_the_festival_line_by_line():
    rows = intervals(PRESET, shanghai("2026-09-24 16:30"), shanghai("2026-09-28 15:00"))
    assert rows == [
        Counted(shanghai("2026-09-24 16:30"), shanghai("2026-09-24 18:00")),
        NotCounted(date(2026, 9, 25), date(2026, 9, 28), "holiday", "Mid-Autumn Festival"),
        Counted(shanghai("2026-09-28 09:00"), shanghai("2026-09-28 12:00")),
        Counted(shanghai("2026-09-28 13:30"), shanghai("2026-09-28 15:00")),
    ]
    assert rows[1].last_on == date(2026, 9, 27)
    assert [row.worked for row in rows] == [1.5 * HOUR, 0 * HOUR, 3 * HOUR, 1.5 * HOUR]
    assert [row.line for row in rows] == ["hours", "days", "hours", "hours"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh-hans", "国庆节"), ("zh-hant", "國慶節"), ("en", "National Day"), ("es", "Día Nacional")],
)
def test_a_whole_span_bears_the_name_of_its_festival(language, name):
    rows = intervals(PRESET, shanghai("2026-09-30 16:30"), shanghai("2026-10-08 15:00"), language)
    assert rows[1] == NotCounted(date(2026, 10, 1), date(2026, 10, 8), "holiday", name)


def test_a_sunday_is_simply_not_a_working_day():
    rows = intervals(PRESET, shanghai("2026-09-12 17:00"), shanghai("2026-09-14 10:00"))
    assert rows[1] == NotCounted(date(2026, 9, 13), date(2026, 9, 14), "day_off", "")


def test_a_special_day_off_has_its_label():
    stocktaking = date(2026, 9, 15)
    calendar = WorkingCalendar(
        "Asia/Shanghai", SIX_DAYS, special={stocktaking: ()}, labels={stocktaking: "Stocktaking"}
    )
    rows = intervals(calendar, shanghai("2026-09-14 17:00"), shanghai("2026-09-16 10:00"))
    assert rows[1] == NotCounted(stocktaking, date(2026, 9, 16), "special", "Stocktaking")


def test_round_the_clock_is_one_line():
    start, end = shanghai("2026-09-24 16:30"), shanghai("2026-09-26 16:30")
    assert intervals(always("Asia/Shanghai"), start, end) == [Counted(start, end)]


def test_nothing_between_a_moment_and_itself():
    sunday = shanghai("2026-09-13 10:00")
    assert intervals(PRESET, sunday, sunday) == []


def test_the_midnight_that_ends_the_count_begins_no_further_day():
    calendar = WorkingCalendar("Asia/Shanghai", {5: ((time(20), time(0)),)})
    rows = intervals(calendar, shanghai("2026-09-12 20:00"), shanghai("2026-09-13 00:00"))
    assert rows == [Counted(shanghai("2026-09-12 20:00"), shanghai("2026-09-13 00:00"))]
