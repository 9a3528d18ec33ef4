from datetime import date, timedelta

import pytest
from django.utils import translation

from careloop.kit import clocks
from careloop.kit.calendar import Counted, NotCounted
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks import Limit
from careloop.kit.clocks.explain import Waited
from careloop.kit.clocks.tests.began import ORDER, again, began
from careloop.kit.clocks.tests.conftest import ARRIVAL, SIX_HOURS

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def hours(from_at: str, until_at: str) -> Counted:
    return Counted(shanghai(from_at), shanghai(until_at))


def test_why_over_the_festival():
    clock = again(began("2026-09-24 16:30"))
    with translation.override("zh-hans"):
        why = clocks.why(clock, at=shanghai("2026-09-28 10:00"))
    assert why.lines == [
        hours("2026-09-24 16:30", "2026-09-24 18:00"),
        NotCounted(date(2026, 9, 25), date(2026, 9, 28), "holiday", "中秋节"),
        hours("2026-09-28 09:00", "2026-09-28 12:00"),
        hours("2026-09-28 13:30", "2026-09-28 15:00"),
    ]
    assert (why.rule, why.rule_value, why.rule.clause, why.rule.unit) == (
        SIX_HOURS,
        6,
        "B 3",
        "working hours",
    )
    assert why.counted == clock.limit
    assert (why.due_at, why.remaining, why.zone) == (
        shanghai("2026-09-28 15:00"),
        3.5 * HOUR,
        "Asia/Shanghai",
    )


def test_why_with_a_pause_says_the_reason():
    clock = began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="customer", note="at work")
    waiting = clocks.why(again(clock), at=shanghai("2026-09-22 17:00"))
    wait = Waited(shanghai("2026-09-22 11:00"), None, "waiting for the customer", "at work")
    assert waiting.lines == [hours("2026-09-22 09:00", "2026-09-22 11:00"), wait]
    assert (waiting.due_at, waiting.counted, waiting.remaining) == (None, 2 * HOUR, 4 * HOUR)
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 15:00"))
    resumed = clocks.why(again(clock))
    assert resumed.lines[1].until_at == shanghai("2026-09-22 15:00")
    assert (resumed.counted, resumed.remaining) == (6 * HOUR, None)


def test_a_day_off_on_which_a_pause_ended_is_named_once():
    clock = began("2026-09-24 17:00")
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-25 10:00"), reason="parts")
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-25 11:00"))
    why = clocks.why(again(clock))
    days_off = [line for line in why.lines if line.line == "days"]
    assert [(line.from_on, line.until_on) for line in days_off] == [
        (date(2026, 9, 25), date(2026, 9, 26)),
        (date(2026, 9, 26), date(2026, 9, 28)),
    ]
    assert why.counted == 6 * HOUR


def test_why_without_a_rule():
    why = clocks.why(began(limit=Limit(HOUR)))
    assert (why.rule, why.rule_value) == (None, 1)


def test_why_of_a_late_clock_ends_at_its_deadline():
    began()
    stopped = clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-23 10:00"))
    why = clocks.why(again(stopped), at=shanghai("2026-09-30 10:00"))
    assert why.lines[-1].until_at == shanghai("2026-09-22 16:30")
    assert (why.counted, why.remaining) == (6 * HOUR, -2.5 * HOUR)
