from datetime import timedelta

import pytest

from careloop.kit import clocks
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks.left import left_of
from careloop.kit.clocks.queries import of_thread, remaining, running_of, tone
from careloop.kit.clocks.tests.began import CASE, ORDER, again, began
from careloop.kit.clocks.tests.conftest import ARRIVAL, PARTS

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_running_of_is_one_query_for_any_number(django_assert_num_queries):
    for n in range(3):
        began(document=f"WO{n}")
    parts = began("2026-09-22 10:00", document="WO0", kind=PARTS)
    arrival = clocks.pause(ARRIVAL, document="WO0", at=shanghai("2026-09-22 10:00"), reason="parts")
    clocks.stop(ARRIVAL, document="WO2", at=shanghai("2026-09-22 10:00"))
    with django_assert_num_queries(1):
        found = running_of(["WO0", "WO1", "WO2", "WO9"])
        assert found["WO0"] == [parts, arrival]  # what waits stands last
        assert set(found) == {"WO0", "WO1"}
        for clock in found["WO0"]:
            remaining(clock, shanghai("2026-09-22 11:00"))
            tone(clock, shanghai("2026-09-22 11:00"))


def test_of_thread_has_the_stopped_ones_too():
    first, second = began(), began("2026-09-22 10:00", document="WO2")
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    assert of_thread(CASE) == [first, second]


@pytest.mark.parametrize(
    ("now", "left", "colour"),
    [
        ("2026-09-22 09:00", 6 * HOUR, "ok"),
        ("2026-09-22 12:45", 3 * HOUR, "ok"),
        ("2026-09-22 15:00", 1.5 * HOUR, "soon"),
        ("2026-09-22 16:30", 0 * HOUR, "soon"),
        ("2026-09-22 17:00", -HOUR / 2, "late"),
        ("2026-09-23 09:30", -2 * HOUR, "late"),
    ],
)
def test_what_is_left_and_its_colour(now, left, colour):
    clock = began()
    assert (remaining(clock, shanghai(now)), tone(clock, shanghai(now))) == (left, colour)
    clocks.tick(shanghai(now))  # told or not, the colour is the same
    assert tone(again(clock), shanghai(now)) == colour


def test_a_waiting_clock_keeps_what_is_left():
    clock = began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    clock, now = again(clock), shanghai("2026-09-29 11:00")
    assert (remaining(clock, now), tone(clock, now)) == (4 * HOUR, "wait")


def test_a_clock_that_waits_only_since_it_was_late_stays_late():
    clock = began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 17:00"), reason="parts")
    now = shanghai("2026-09-22 17:30")
    assert (remaining(again(clock), now), tone(again(clock), now)) == (-HOUR, "late")


@pytest.mark.parametrize(("stopped", "left", "colour"), [("11:00", 4 * HOUR, "ok"), ("17:30", -HOUR, "late")])
def test_a_stopped_clock_stays_as_it_ended(stopped, left, colour):
    clock = began()
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai(f"2026-09-22 {stopped}"))
    now = shanghai("2026-10-20 09:00")
    assert (remaining(again(clock), now), tone(again(clock), now)) == (left, colour)


def test_without_a_warning_the_last_quarter_is_soon():
    clock = began(kind=PARTS)
    assert tone(clock, shanghai("2026-09-22 09:00")) == "ok"
    assert tone(clock, shanghai("2026-09-22 16:29")) == "soon"


@pytest.mark.parametrize(
    ("now", "text", "seconds"),
    [
        ("2026-09-22 09:00", "6:00", 21600),
        ("2026-09-23 09:30", "−2:00", -7200),
        ("2026-09-28 09:00", "−2 d 1 h", None),
    ],
)
def test_what_is_more_than_a_day_is_said_in_working_days(now, text, seconds):
    left = left_of(began(), shanghai(now))
    assert (left.text, left.seconds) == (text, seconds)
    assert left.length == text.removeprefix("−")
