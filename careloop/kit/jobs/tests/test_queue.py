from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult as Row

from careloop.kit.jobs import rows
from careloop.kit.jobs.define import LONG, QUICK, Retries, enqueue_after_commit
from careloop.kit.jobs.tests import examples
from careloop.kit.jobs.worker import Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(clock):
    return Work([], clock)


def test_the_worker_calls_a_job_with_its_arguments_and_the_moment(work, clock):
    enqueue_after_commit(examples.note, "hello")
    assert work.work_off_one() is True
    assert examples.calls == [("hello", clock.now)]
    row = Row.objects.get()
    assert (row.status, row.return_value, row.finished_at) == ("SUCCESSFUL", 1, clock.now)
    assert work.work_off_one() is False


def test_a_job_of_a_transaction_that_failed_does_not_exist(work):
    with transaction.atomic():
        enqueue_after_commit(examples.note, "never")
        transaction.set_rollback(True)
    assert not Row.objects.exists()


def test_a_job_waits_for_its_moment(work, clock):
    enqueue_after_commit(examples.note, "later", not_before=clock.now + timedelta(minutes=5))
    assert work.work_off_one() is False
    clock.pass_by(minutes=5)
    assert work.work_off_one() is True


def test_lanes_are_apart(work):
    examples.go_on.set()
    enqueue_after_commit(examples.waits)
    assert work.work_off_one(QUICK) is False
    assert work.work_off_one(LONG) is True


def test_a_failed_job_keeps_its_error(work, clock, caplog):
    enqueue_after_commit(examples.breaks)
    work.work_off_one()
    row = Row.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.RuntimeError")
    assert "the printer is on fire" in row.traceback
    assert "failed for good" in caplog.text


def test_a_failed_job_is_tried_again_with_longer_and_longer_waits(work, clock):
    enqueue_after_commit(examples.breaks_thrice)
    for wait in (1, 2):
        assert work.work_off_one() is True
        assert Row.objects.get().status == "READY"
        clock.pass_by(minutes=wait, seconds=-1)
        assert work.work_off_one() is False
        clock.pass_by(seconds=1)
    assert work.work_off_one() is True
    assert Row.objects.get().status == "FAILED"
    assert work.work_off_one() is False


def test_an_answer_that_is_no_json_is_a_failure(work):
    enqueue_after_commit(examples.answers_oddly)
    work.work_off_one()
    assert Row.objects.get().status == "FAILED"


def test_a_job_that_is_no_longer_there_fails_and_does_not_stop_the_lane(work):
    enqueue_after_commit(examples.note, "old")
    Row.objects.update(task_path="careloop.gone.job")
    assert work.work_off_one() is True
    assert Row.objects.get().exception_class_path == "builtins.ModuleNotFoundError"


def test_two_workers_that_look_at_the_same_row_take_it_once(clock, monkeypatch):
    enqueue_after_commit(examples.note, "one")
    ready = rows.ready

    def slow_look(at):
        found = list(ready(at))
        monkeypatch.setattr(rows, "ready", ready)
        assert rows.take(QUICK, "fast", at) is not None  # between the look and the update of the slow one
        return _Found(found)

    monkeypatch.setattr(rows, "ready", slow_look)
    assert rows.take(QUICK, "slow", clock.now) is None
    assert Row.objects.get().worker_ids == ["fast"]


class _Found:
    """What the slow worker saw before the fast one came."""

    def __init__(self, found):
        self.found = found

    def filter(self, **_):
        return self

    def first(self):
        return self.found[0]


def test_what_is_given_back_is_ready_and_that_try_does_not_count(clock):
    enqueue_after_commit(examples.note, "one")
    row = rows.take(QUICK, "mine", clock.now)
    assert rows.give_back("other", clock.now) == 0
    assert rows.give_back("mine", clock.now) == 1
    given = Row.objects.get()
    assert (given.status, given.worker_ids) == ("READY", [])
    rows.done(row, None, clock.now)
    assert Row.objects.get().status == "READY", "a worker ticked off a row that was no longer its own"


def test_waits_double_up_to_a_limit():
    waits = [Retries(9, timedelta(minutes=1)).wait_after(n) for n in (1, 2, 3, 20)]
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4), timedelta(hours=6)]
