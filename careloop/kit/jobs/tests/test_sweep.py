from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult as Row

from careloop.kit.jobs import rows
from careloop.kit.jobs.define import QUICK, enqueue_after_commit
from careloop.kit.jobs.models import Run, Worker
from careloop.kit.jobs.sweep import clear, sweep
from careloop.kit.jobs.tests import examples
from careloop.kit.jobs.worker import Work

pytestmark = pytest.mark.django_db


def taken_by_a_worker_that_died(clock):
    work = Work([], clock)
    work.keep_time()
    enqueue_after_commit(examples.note, "lost")
    assert rows.take(QUICK, work.id, clock.now)
    return work


def test_what_a_living_worker_has_in_hand_stays_with_it(clock):
    work = taken_by_a_worker_that_died(clock)
    clock.pass_by(minutes=1)
    work.keep_time()
    assert sweep.func(at=clock.pass_by(minutes=1, seconds=30)) == 0
    assert Row.objects.get().status == "RUNNING"


def test_what_a_dead_worker_had_in_hand_is_taken_up_again_once(clock):
    taken_by_a_worker_that_died(clock)
    assert sweep.func(at=clock.pass_by(minutes=3)) == 1
    assert not Worker.objects.exists()
    clock.pass_by(minutes=1)
    assert rows.take(QUICK, "also dies", clock.now)
    assert sweep.func(at=clock.pass_by(minutes=3)) == 1
    row = Row.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "careloop.kit.jobs.sweep.WorkerLost")


def test_a_worker_that_slept_and_wakes_says_again_that_it_lives(clock):
    work = taken_by_a_worker_that_died(clock)
    sweep.func(at=clock.pass_by(minutes=10))
    work.keep_time()
    assert Worker.objects.get().beat_at == clock.now


def test_clearing_keeps_what_is_young_and_what_failed_lately(clock):
    for word, status, age in (
        ("a", "SUCCESSFUL", 1),
        ("b", "SUCCESSFUL", 3),
        ("c", "FAILED", 3),
        ("d", "FAILED", 31),
    ):
        key = enqueue_after_commit(examples.note, word)
        Row.objects.filter(pk=key).update(status=status, finished_at=clock.now - timedelta(days=age))
    enqueue_after_commit(examples.note, "e")
    clear.func(at=clock.now)
    assert sorted(row.args_kwargs["args"][0] for row in Row.objects.all()) == ["a", "c", "e"]


def test_clearing_keeps_the_newest_run_of_each_timed_job(clock):
    for name, age in (("yearly", 300), ("yearly", 30), ("daily", 3), ("daily", 1)):
        at = clock.now - timedelta(days=age)
        Run.objects.create(name=name, due_at=at, started_at=at)
    clear.func(at=clock.now)
    ages = {(run.name, (clock.now - run.due_at).days) for run in Run.objects.all()}
    assert ages == {("yearly", 30), ("daily", 1)}


def test_a_worker_that_slept_does_not_sweep_away_itself(clock):
    work = Work([], clock)
    work.work_off_one()
    clock.pass_by(hours=8)
    enqueue_after_commit(sweep)
    assert work.work_off_one() is True
    assert Row.objects.get().status == "SUCCESSFUL"
    assert Worker.objects.get().beat_at == clock.now
