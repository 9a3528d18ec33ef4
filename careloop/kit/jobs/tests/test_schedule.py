import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult as Row
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.jobs.models import Run
from careloop.kit.jobs.schedule import Timed, next_due, run_due
from careloop.kit.jobs.tests import examples

MINUTELY = Timed("minutely", examples.minutely, "* * * * *")
NIGHTLY = Timed("nightly", examples.minutely, "30 2 * * *")
NO_CATCHING_UP = Timed("on-time", examples.minutely, "30 2 * * *", catch_up="skip")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(moments, st.sampled_from([MINUTELY, NIGHTLY]))
def test_a_moment_lies_between_the_last_due_and_the_next(now, timed):
    assert timed.last_due(now) <= now < timed.next_due(now)
    assert timed.next_due(timed.last_due(now)) == timed.next_due(now)


def test_times_are_wall_clock_times_of_the_installation(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    assert NIGHTLY.next_due(datetime(2026, 9, 24, 12, tzinfo=UTC)) == datetime(
        2026, 9, 24, 18, 30, tzinfo=UTC
    )


def test_a_moment_that_is_due_this_very_second_is_due():
    assert MINUTELY.last_due(datetime(2026, 9, 24, 8, 30, tzinfo=UTC)) == datetime(
        2026, 9, 24, 8, 30, tzinfo=UTC
    )


@pytest.mark.django_db
def test_each_due_moment_is_started_once(clock):
    assert [run.name for run in run_due([MINUTELY], clock.now)] == ["minutely"]
    assert run_due([MINUTELY], clock.pass_by(seconds=20)) == []
    Row.objects.all().delete()
    assert len(run_due([MINUTELY], clock.pass_by(seconds=40))) == 1
    assert Run.objects.count() == 2
    assert Row.objects.count() == 1


@pytest.mark.django_db
def test_a_second_scheduler_that_comes_in_between_starts_nothing_twice(clock, monkeypatch):
    real = Run.objects.create

    def overtaken(**columns):
        real(**columns)  # the other one was faster
        return real(**columns)

    monkeypatch.setattr(Run.objects, "create", overtaken)
    assert run_due([MINUTELY], clock.now) == []
    assert not Row.objects.exists()


@pytest.mark.django_db
def test_after_a_standstill_only_the_newest_moment_is_made_up_for(clock):
    run_due([MINUTELY, NIGHTLY, NO_CATCHING_UP], clock.now)
    Row.objects.all().delete()
    clock.pass_by(days=3)
    assert {run.name for run in run_due([MINUTELY, NIGHTLY, NO_CATCHING_UP], clock.now)} == {
        "minutely",
        "nightly",
    }
    assert not Run.objects.filter(name="on-time").exists()


@pytest.mark.django_db
def test_what_must_be_on_time_is_started_on_time():
    due_at = datetime(2026, 9, 24, 18, 30, tzinfo=UTC)
    assert run_due([NO_CATCHING_UP], due_at + timedelta(seconds=1))[0].due_at == due_at


@pytest.mark.django_db
def test_a_queue_that_stands_still_does_not_fill_up(clock):
    for _ in range(5):
        run_due([MINUTELY], clock.now)
        clock.pass_by(minutes=1)
    assert Row.objects.count() == 1


def test_the_scheduler_sleeps_an_hour_at_most(clock):
    assert next_due([], clock.now) == clock.now + timedelta(hours=1)
    assert next_due([NIGHTLY, MINUTELY], clock.now) == datetime(2026, 9, 24, 8, 31, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_schedulers_at_the_same_moment_start_a_job_once(clock):
    together = threading.Barrier(4)
    started: list[Run] = []

    def one() -> None:
        together.wait(10)
        started.extend(run_due([MINUTELY], clock.now))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(started) == Run.objects.count() == Row.objects.count() == 1
