import threading

import pytest
from django_tasks_db.models import DBTaskResult as Row

from careloop.kit.jobs.define import enqueue_after_commit
from careloop.kit.jobs.models import Worker
from careloop.kit.jobs.schedule import Timed
from careloop.kit.jobs.tests import examples
from careloop.kit.jobs.worker import Work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_work(clock):
    """Starts a worker in a thread; ends with it stopped."""
    running: list[tuple[Work, threading.Thread, list[bool]]] = []

    def begin(timetable=()):
        work, ended = Work(timetable, clock, poll=0.02), []
        thread = threading.Thread(target=lambda: ended.append(work.run()))
        thread.start()
        running.append((work, thread, ended))
        return work, thread, ended

    yield begin
    for work, thread, _ in running:
        work.stop()
        thread.join(10)


def wait_for(fact):
    for _ in range(1000):
        if fact():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not happen")


def test_it_works_off_the_queue_and_the_timetable_and_stops(at_work):
    enqueue_after_commit(examples.note, "hello")
    work, thread, ended = at_work([Timed("minutely", examples.minutely, "* * * * *")])
    wait_for(lambda: Row.objects.filter(status="SUCCESSFUL").count() == 2)
    assert {word for word, _ in examples.calls} == {"hello", "minutely"}
    work.stop()
    thread.join(10)
    assert ended == [True]
    assert not Worker.objects.exists()


def test_nothing_quick_waits_behind_something_long(at_work):
    enqueue_after_commit(examples.waits)
    at_work()
    assert examples.started.wait(10)
    enqueue_after_commit(examples.note, "quick")
    wait_for(lambda: examples.calls)


def test_what_is_in_hand_when_it_stops_goes_back_into_the_queue(at_work):
    enqueue_after_commit(examples.waits)
    work, thread, ended = at_work()
    assert examples.started.wait(10)
    work.stop()
    thread.join(10)
    row = Row.objects.get()
    assert (ended, row.status, row.worker_ids) == ([False], "READY", [])
    examples.go_on.set()
