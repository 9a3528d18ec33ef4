from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from careloop.kit import clocks, resolvers
from careloop.kit.calendar import WorkingCalendar
from careloop.kit.calendar.tests.hours import PRESET, SIX_DAYS, shanghai
from careloop.kit.clocks import Limit, recount
from careloop.kit.clocks.models import Alarm, Clock
from careloop.kit.clocks.recount import numbers, stored
from careloop.kit.clocks.tests.began import ORDER, again, began
from careloop.kit.clocks.tests.conftest import ARRIVAL, UNIT
from careloop.kit.journal.models import Entry
from careloop.kit.lifecycle.refusals import WrongMoment

HOUR = timedelta(hours=1)
EARLY = shanghai("2026-09-22 10:30")
LONG_DAY = WorkingCalendar("Asia/Shanghai", dict.fromkeys(range(6), ((time(8), time(20)),)))
TYPHOON = WorkingCalendar("Asia/Shanghai", SIX_DAYS, special={date(2026, 9, 22): ()})


@pytest.mark.django_db
def test_a_changed_calendar_moves_what_runs_and_never_what_was_stopped(calendars):
    running, stopped, elsewhere = began(), began(document="WO2"), began(document="WO3", unit_id=8)
    clocks.stop(ARRIVAL, document="WO2", at=shanghai("2026-09-22 11:00"))
    before = [again(stopped).due_at, again(elsewhere).due_at]
    calendars[UNIT] = LONG_DAY
    assert clocks.recompute_unit(UNIT, shanghai("2026-09-22 09:30")) == [running]
    assert again(running).due_at == shanghai("2026-09-22 15:00")
    assert again(running).calendar_at == shanghai("2026-09-22 09:30")
    assert [again(stopped).due_at, again(elsewhere).due_at] == before
    assert Entry.objects.get().word == "clock.recount"
    assert clocks.recompute_unit(UNIT, shanghai("2026-09-22 09:40")) == []


@pytest.mark.django_db
def test_a_day_off_declared_late_withdraws_what_was_told(calendars):
    clock = began()
    clocks.tick(shanghai("2026-09-22 16:30"))
    calendars[UNIT] = TYPHOON
    clocks.recompute_unit(UNIT, shanghai("2026-09-22 16:45"))
    clock = again(clock)
    assert (clock.due_at, clock.rung, clock.breached_at) == (shanghai("2026-09-23 16:30"), 0, None)
    assert Alarm.objects.filter(withdrawn_at=None).count() == 0
    assert [alarm.name for alarm in clocks.tick(shanghai("2026-09-23 16:30"))] == ["warn", "breach"]


@pytest.mark.django_db
def test_a_clock_round_the_clock_is_not_moved_by_working_hours(calendars):
    clock = began(limit=Limit(24 * HOUR, hours="always"))
    calendars[UNIT] = TYPHOON
    assert clocks.recompute_unit(UNIT, shanghai("2026-09-22 10:00")) == []
    assert again(clock).due_at == shanghai("2026-09-23 09:00")


@pytest.mark.django_db
def test_a_document_passed_on_goes_by_the_new_units_calendar(calendars):
    clock, other = began(), began(document="WO2")
    calendars[8] = LONG_DAY
    assert clocks.move(ORDER, unit_id=8, at=shanghai("2026-09-22 10:00")) == [clock]
    assert (again(clock).unit_id, again(clock).due_at) == (8, shanghai("2026-09-22 15:00"))
    assert again(other).unit_id == UNIT


@pytest.mark.django_db
def test_a_count_changed_behind_our_back_is_found():
    clock, _untouched = began(), began(document="WO2")
    assert list(clocks.mismatches()) == []
    Clock.objects.filter(pk=clock.pk).update(due_at=shanghai("2026-09-24 09:00"))
    ((found, count),) = clocks.mismatches()
    assert (found, count.due_at) == (clock, shanghai("2026-09-22 16:30"))


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"used": HOUR}, {"late": True}, {"due_at": EARLY}, {"alarm_at": EARLY}])
def test_a_stopped_count_changed_behind_our_back_is_found(change):
    clock = began()
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    assert list(clocks.mismatches()) == []
    assert numbers() == (1, 1)
    Clock.objects.update(**change)
    assert [found for found, _count in clocks.mismatches()] == [clock]


@pytest.mark.django_db
def test_the_deadline_of_who_was_in_time_is_not_counted_by_hours_that_came_later(calendars):
    began("2026-09-21 15:00")
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-21 16:00"))
    calendars[UNIT] = TYPHOON  # only the day after
    assert list(clocks.mismatches()) == []


@pytest.mark.django_db
def test_a_unit_is_counted_again_in_batches_and_once_is_enough(calendars, monkeypatch):
    monkeypatch.setattr(recount, "BATCH", 2)
    for number in range(5):
        began(document=f"WO{number}")
    calendars[UNIT] = LONG_DAY
    at = shanghai("2026-09-22 09:30")
    assert recount.recount_unit.func(UNIT, at=at) == 5
    assert set(Clock.objects.values_list("due_at", flat=True)) == {shanghai("2026-09-22 15:00")}
    assert recount.recount_unit.func(UNIT, at=at) == 0
    assert Entry.objects.count() == 5
    assert list(clocks.mismatches()) == []


minutes = st.integers(0, 60 * 24 * 4)
turns = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "stop", "tick", "calendar", "start"]), minutes), max_size=10
)


class StoredIsRecomputed(TestCase):
    """After any turns, also entered late and in any order, what is stored is what the facts give."""

    def setUp(self) -> None:
        self.calendar = PRESET
        self.before = resolvers.register(calendar_of=lambda unit_id, at: self.calendar)

    def tearDown(self) -> None:
        resolvers.register(**self.before)

    @settings(deadline=None, max_examples=60)
    @given(st.integers(0, 900), turns)
    def test_after_any_turns(self, limit: int, turns: list[tuple[str, int]]) -> None:
        self.calendar = PRESET
        Clock.objects.all().delete()
        began(limit=Limit(timedelta(minutes=limit)))
        for turn, minute in turns:
            self.turn(turn, shanghai("2026-09-22 08:00") + timedelta(minutes=minute))
            for clock in Clock.objects.all():
                if clock.stopped_at is None or turn != "calendar":
                    self.check(clock)

    def turn(self, turn: str, at) -> None:
        with suppress(WrongMoment), transaction.atomic():  # what is refused must have changed nothing
            if turn == "pause":
                clocks.pause(ARRIVAL, document=ORDER, at=at, reason="parts")
            elif turn == "resume":
                clocks.resume(ARRIVAL, document=ORDER, at=at)
            elif turn == "stop":
                clocks.stop(ARRIVAL, document=ORDER, at=at)
            elif turn == "tick":
                clocks.tick(at)
            elif turn == "calendar":
                self.calendar = LONG_DAY if self.calendar is PRESET else PRESET
                Clock.objects.filter(stopped_at__isnull=False).delete()
                clocks.recompute_unit(UNIT, at)
            elif not Clock.objects.filter(stopped_at=None).exists():
                began(limit=Limit(timedelta(hours=3)))

    def check(self, clock: Clock) -> None:
        assert clocks.recompute(clock) == stored(clock)
        standing = clock.alarms.filter(withdrawn_at=None)
        assert sorted(standing.values_list("rung", flat=True)) == list(range(clock.rung))
        assert list(clocks.mismatches()) == []
        if clock.due_at and clock.stopped_at is None:
            assert clocks.why(clock).counted == clock.limit
