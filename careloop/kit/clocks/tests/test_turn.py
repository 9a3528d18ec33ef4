from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from careloop.kit import clocks
from careloop.kit.calendar import WorkingCalendar
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks import Limit, UnknownKind
from careloop.kit.clocks.change import NotRunning, TooEarly
from careloop.kit.clocks.models import Clock, Pause, State
from careloop.kit.clocks.tests.began import CASE, ORDER, SAVEPOINT, again, began, refuses
from careloop.kit.clocks.tests.conftest import ARRIVAL, PARTS, TOWN, UNIT
from careloop.kit.clocks.turn import AlreadyPaused, AlreadyRunning, NoHours, NoReason, NotPaused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-09-24 16:30", 6, "2026-09-28 15:00"),
        ("2026-09-24 16:30", 7, "2026-09-28 16:00"),
        ("2026-09-30 16:30", 6, "2026-10-08 15:00"),
    ],
)
def test_start_is_due_in_working_hours(start, hours, due):
    clock = again(began(start, limit=Limit(hours * HOUR)))
    assert clock.due_at == shanghai(due)
    assert (clock.state, clock.used, clock.late, clock.rule_value) == (State.RUNNING, None, None, hours)


def test_start_round_the_clock_counts_nights_and_holidays():
    clock = began("2026-10-01 22:00", limit=Limit(24 * HOUR, hours="always"))
    assert clock.due_at == shanghai("2026-10-02 22:00")


def test_start_sets_the_first_alarm_of_the_ladder():
    assert began().alarm_at == shanghai("2026-09-22 15:00")  # a quarter of six hours before 16:30


def test_start_writes_one_row(django_assert_num_queries):
    with django_assert_num_queries(SAVEPOINT + 1):
        began()


def test_start_twice_is_refused_and_changes_nothing():
    first = began()
    with refuses(AlreadyRunning) as refused:
        began("2026-09-22 10:00")
    assert str(refused.value) == f"“Arrival” is running already for {ORDER}."
    assert [again(first).started_at] == list(Clock.objects.values_list("started_at", flat=True))


def test_start_again_after_a_stop_is_a_new_clock():
    began()
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    assert began("2026-09-22 14:00").due_at == shanghai("2026-09-23 11:00")
    assert Clock.objects.filter(document=ORDER).count() == 2


def test_start_without_working_hours_is_refused(calendars):
    calendars[UNIT] = WorkingCalendar("Asia/Shanghai", {})
    with refuses(NoHours):
        began()
    assert not Clock.objects.exists()


def test_unknown_kind_is_a_mistake_of_ours():
    with refuses(UnknownKind):
        began(kind="test.nothing")


@pytest.mark.parametrize(
    ("at", "late", "used"),
    [
        ("2026-09-22 11:00", False, 2 * HOUR),
        ("2026-09-22 16:30", False, 6 * HOUR),
        ("2026-09-22 16:31", True, 6 * HOUR + timedelta(minutes=1)),
        ("2026-09-23 10:00", True, 8.5 * HOUR),
        ("2026-09-22 09:00", False, 0 * HOUR),
    ],
)
def test_stop_says_whether_it_was_in_time(at, late, used):
    clock = began()
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai(at))
    clock = again(clock)
    assert (clock.state, clock.late, clock.used) == (State.STOPPED, late, used)
    assert (clock.stopped_at, clock.due_at, clock.alarm_at) == (
        shanghai(at),
        shanghai("2026-09-22 16:30"),
        None,
    )
    assert clock.breached_at == (shanghai("2026-09-22 16:30") if late else None)


def test_stop_after_hours_is_late_though_no_working_time_was_used():
    began("2026-09-22 10:30")  # due at 18:00, when the day ends
    assert clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 20:00")).late


def test_stop_writes_one_row(django_assert_num_queries):
    began()
    with django_assert_num_queries(SAVEPOINT + 3):  # the clock, its pauses, the update
        clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))


def test_stop_of_a_clock_that_does_not_run_is_refused():
    with refuses(NotRunning):
        clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    began()
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    with refuses(NotRunning):
        clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 12:00"))
    assert Clock.objects.get().stopped_at == shanghai("2026-09-22 11:00")


def test_stop_before_the_start_is_refused():
    clock = began()
    with refuses(TooEarly):
        clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 08:59"))
    assert again(clock).state == State.RUNNING


def test_stop_running_stops_what_runs_and_leaves_out_the_rest():
    began()
    began(document="WO26-NB-000002")
    stopped = clocks.stop_running([ARRIVAL, PARTS], document=ORDER, at=shanghai("2026-09-22 11:00"))
    assert [clock.document for clock in stopped] == [ORDER]
    assert Clock.objects.get(document="WO26-NB-000002").state == State.RUNNING


def test_resume_paused_resumes_what_waits_and_leaves_out_the_rest():
    began()
    began(kind=PARTS)
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    resumed = clocks.resume_paused([ARRIVAL, PARTS], document=ORDER, at=shanghai("2026-09-22 12:00"))
    assert [(clock.kind, clock.due_at) for clock in resumed] == [(ARRIVAL, shanghai("2026-09-22 17:30"))]
    assert clocks.resume_paused([ARRIVAL, PARTS], document=ORDER, at=shanghai("2026-09-22 13:00")) == []


def test_a_pause_takes_its_working_time_out():
    clock = began()
    clocks.pause(
        ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="customer", note="back at three"
    )
    paused = again(clock)
    assert (paused.state, paused.due_at, paused.used, paused.alarm_at) == (State.PAUSED, None, 2 * HOUR, None)
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 15:00"))
    resumed = again(clock)
    assert (resumed.state, resumed.used) == (State.RUNNING, None)
    assert resumed.due_at == shanghai("2026-09-23 10:00")
    assert Pause.objects.values_list("from_at", "until_at", "reason", "note").get() == (
        shanghai("2026-09-22 11:00"),
        shanghai("2026-09-22 15:00"),
        "customer",
        "back at three",
    )


def test_a_pause_after_the_deadline_takes_nothing_back():
    clock = began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 17:00"), reason="parts")
    assert again(clock).due_at == shanghai("2026-09-22 16:30")
    assert again(clock).alarm_at == shanghai("2026-09-22 15:00")  # still to be told
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-23 09:30"))
    stopped = clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-23 10:00"))
    assert (stopped.late, stopped.used) == (True, 8.5 * HOUR)


def test_stop_while_waiting_ends_the_wait():
    began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    stopped = clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-25 11:00"))
    assert (stopped.late, stopped.used) == (False, 2 * HOUR)
    assert Pause.objects.get().until_at == shanghai("2026-09-25 11:00")


def test_a_stop_entered_late_overtakes_the_pause_after_it():
    began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    stopped = clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:00"))
    assert (stopped.used, stopped.due_at) == (HOUR, shanghai("2026-09-22 16:30"))
    assert Pause.objects.get().until_at == Pause.objects.get().from_at


def test_a_stop_entered_late_overtakes_a_pause_that_was_over():
    began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 12:00"))
    stopped = clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:00"))
    assert (stopped.used, stopped.due_at) == (HOUR, shanghai("2026-09-22 16:30"))


def test_pauses_in_the_wrong_order_are_refused_and_change_nothing():
    clock = began()
    with refuses(NotPaused):
        clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:00"))
    with refuses(NoReason) as refused:
        clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:00"), reason="holiday")
    assert list(refused.value.errors) == ["reason"]
    with refuses(TooEarly):
        clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 08:00"), reason="parts")
    assert not Pause.objects.exists()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:00"), reason="parts")
    with refuses(AlreadyPaused):
        clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"), reason="parts")
    with refuses(TooEarly):
        clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 09:30"))
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 11:00"))
    with refuses(TooEarly):
        clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 10:30"), reason="parts")
    assert again(clock).state == State.RUNNING
    assert Pause.objects.count() == 1


def test_a_kind_without_reasons_never_waits():
    began(kind=PARTS)
    with refuses(NoReason):
        clocks.pause(PARTS, document=ORDER, at=shanghai("2026-09-22 10:00"), reason="parts")


def test_the_database_itself_keeps_one_open_clock_and_one_open_pause():
    clock = began()
    twin = Clock.objects.get(pk=clock.pk)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.filter(pk=clock.pk).update(state=State.STOPPED)
    Pause.objects.create(clock=clock, from_at=clock.started_at, reason="parts")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(clock=clock, from_at=clock.started_at, reason="parts")


def test_the_limit_tells_its_number_as_the_rule_has_it():
    assert Limit(6 * HOUR).told == 6
    assert Limit(1.5 * HOUR).told == 1.5
    assert TOWN.told == 6
    assert Limit(HOUR, value="60 min").told == "60 min"
    with pytest.raises(ValueError, match="negative"):
        Limit(-HOUR)


def test_the_thread_is_the_document_where_none_is_given():
    assert began(thread="").thread == ORDER
    assert began(document="WO26-NB-000002").thread == CASE
