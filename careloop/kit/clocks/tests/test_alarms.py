from datetime import timedelta

import pytest
from django.db import connection

from careloop.kit import clocks
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks.alarms import _due, _raised
from careloop.kit.clocks.models import Alarm, Clock
from careloop.kit.clocks.tests.began import CASE, ORDER, SAVEPOINT, again, began
from careloop.kit.clocks.tests.conftest import ARRIVAL, PARTS, UNIT
from careloop.kit.journal.models import Entry

pytestmark = pytest.mark.django_db


def names(alarms) -> list[str]:
    return [alarm.name for alarm in alarms]


def test_each_rung_is_told_once_at_its_moment(ladder):
    clock = began()  # due at 16:30
    assert ladder == ["warn", "breach", "escalate"]
    assert clocks.tick(shanghai("2026-09-22 14:59")) == []
    assert names(clocks.tick(shanghai("2026-09-22 15:00"))) == ["warn"]
    assert clocks.tick(shanghai("2026-09-22 15:01")) == []
    assert again(clock).breached_at is None
    assert names(clocks.tick(shanghai("2026-09-22 16:30"))) == ["breach"]
    assert again(clock).breached_at == shanghai("2026-09-22 16:30")
    assert clocks.tick(shanghai("2026-09-23 09:29")) == []  # two working hours more
    assert names(clocks.tick(shanghai("2026-09-23 09:30"))) == ["escalate"]
    assert clocks.tick(shanghai("2026-12-31 00:00")) == []
    assert again(clock).alarm_at is None


def test_after_an_outage_every_rung_is_told_in_order():
    began()
    began(document="WO26-NB-000002")
    raised = clocks.tick(shanghai("2026-09-24 09:00"))
    assert names(raised) == ["warn", "warn", "breach", "breach", "escalate", "escalate"]
    assert [alarm.post for alarm in raised if alarm.clock.document == ORDER] == [
        "dispatcher",
        "director",
        "manager",
    ]
    assert {alarm.raised_at for alarm in raised} == {shanghai("2026-09-24 09:00")}


def test_no_more_than_the_limit_in_one_go():
    for n in range(3):
        began(document=f"WO26-NB-00000{n}", kind=PARTS)
    assert len(clocks.tick(shanghai("2026-09-24 09:00"), limit=2)) == 2
    assert len(clocks.tick(shanghai("2026-09-24 09:00"), limit=2)) == 1


def test_an_alarm_stands_in_the_journal():
    began()
    clocks.tick(shanghai("2026-09-22 15:05"))
    entry = Entry.objects.get(word="clock.warn")
    assert (entry.document, entry.thread, entry.unit_id, entry.via) == (ORDER, CASE, UNIT, "system")
    assert (entry.at, entry.entered_at) == (shanghai("2026-09-22 15:00"), shanghai("2026-09-22 15:05"))
    assert (entry.told["kind"], entry.told["post"]) == (ARRIVAL, "dispatcher")


def test_a_stopped_or_waiting_clock_tells_nothing():
    began()
    began(document="WO26-NB-000002")
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 14:00"))
    clocks.pause(ARRIVAL, document="WO26-NB-000002", at=shanghai("2026-09-22 14:00"), reason="parts")
    assert clocks.tick(shanghai("2026-09-30 09:00")) == []


def test_what_waits_only_since_it_was_late_goes_on_up_the_ladder():
    began()
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 17:00"), reason="parts")
    assert names(clocks.tick(shanghai("2026-09-22 18:00"))) == ["warn", "breach"]
    assert names(clocks.tick(shanghai("2026-09-23 09:30"))) == ["escalate"]


def test_a_stop_entered_late_withdraws_what_was_told_wrongly_and_keeps_it():
    clock = began()
    clocks.tick(shanghai("2026-09-23 09:30"))
    clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 16:00"))
    told = {alarm.name: alarm.withdrawn_at for alarm in Alarm.objects.all()}
    proved_at = shanghai("2026-09-22 16:00")
    assert told == {"warn": None, "breach": proved_at, "escalate": proved_at}
    assert (again(clock).late, again(clock).breached_at) == (False, None)


def test_a_pause_entered_late_withdraws_too_and_the_rung_is_told_anew():
    clock = began()
    clocks.tick(shanghai("2026-09-22 16:30"))
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 16:00"), reason="customer")
    assert again(clock).breached_at is None
    assert clocks.tick(shanghai("2026-09-22 18:00")) == []
    clocks.resume(ARRIVAL, document=ORDER, at=shanghai("2026-09-23 09:00"))
    assert names(clocks.tick(shanghai("2026-09-23 09:30"))) == ["breach"]
    assert [(a.name, a.withdrawn_at is None) for a in Alarm.objects.all()] == [
        ("warn", True),
        ("breach", False),
        ("breach", True),
    ]


def test_a_stop_in_time_costs_a_second_update_only_when_alarms_exist(django_assert_num_queries):
    began()
    clocks.tick(shanghai("2026-09-22 16:30"))
    with django_assert_num_queries(SAVEPOINT + 4):  # the clock, its pauses, two updates
        clocks.stop(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 16:00"))


def test_of_two_workers_with_the_same_list_one_tells():
    """Both have read what is due before either has claimed it."""
    began()
    now = shanghai("2026-09-22 15:00")
    (first,), (second,) = list(_due(now, set())), list(_due(now, set()))
    assert _raised(first, now) is not None
    assert _raised(second, now) is None
    assert Alarm.objects.count() == Entry.objects.count() == 1


def test_a_worker_whose_clock_was_turned_meanwhile_tells_nothing():
    began()
    now = shanghai("2026-09-22 15:00")
    (read_before,) = _due(now, set())
    clocks.pause(ARRIVAL, document=ORDER, at=shanghai("2026-09-22 14:00"), reason="parts")
    assert _raised(read_before, now) is None
    assert not Alarm.objects.exists()


def test_a_clock_that_cannot_be_counted_does_not_keep_back_the_others(calendars, caplog):
    broken = began()
    began("2026-09-22 10:00", document="WO26-NB-000002")
    Clock.objects.filter(pk=broken.pk).update(unit_id=8)
    calendars[8] = None
    raised = clocks.tick(shanghai("2026-09-22 17:00"))
    assert {alarm.clock.document for alarm in raised} == {"WO26-NB-000002"}
    assert "could not be raised" in caplog.text
    assert again(broken).rung == 0


def test_clocks_of_a_domain_that_was_switched_off_are_left_alone():
    clock = began()
    Clock.objects.filter(pk=clock.pk).update(kind="gone.order.arrival")
    assert clocks.tick(shanghai("2026-09-30 17:00")) == []
    assert again(clock).rung == 0


def test_a_ladder_that_became_shorter_ends():
    clock = began(kind=PARTS)
    Clock.objects.filter(pk=clock.pk).update(rung=5)
    assert clocks.tick(shanghai("2026-09-30 17:00")) == []
    assert again(clock).alarm_at is None


def test_alarms_are_found_through_the_partial_index():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "clock_alarm" in _due(shanghai("2026-09-22 15:00"), set()).explain()


def test_a_warning_longer_than_the_limit_is_told_at_the_start():
    rung = clocks.Rung("warn", "dispatcher", after=-timedelta(hours=10))
    assert rung.amount(timedelta(hours=6)) == timedelta(0)
