"""Two workers, each with its own connection, at the same alarms at once."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from careloop.kit import clocks
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks.models import Alarm, Clock
from careloop.kit.clocks.tests.began import began
from careloop.kit.clocks.tests.conftest import ARRIVAL

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENTS = [f"WO26-NB-{n:06}" for n in range(20)]


def at_once(*works) -> list[Exception]:
    failed: list[Exception] = []
    gate = Barrier(len(works), timeout=30)

    def run(work) -> None:
        try:
            gate.wait()
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work], daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return failed


def test_two_workers_never_tell_twice():
    for document in DOCUMENTS:
        began(document=document)
    now = shanghai("2026-09-30 09:00")
    assert at_once(lambda: clocks.tick(now), lambda: clocks.tick(now)) == []
    clocks.tick(now)  # a worker passes over what another is just telling; the next tick has it
    told = list(Alarm.objects.values_list("clock__document", "rung"))
    assert len(told) == len(set(told)) == 3 * len(DOCUMENTS)


def test_a_stop_and_a_tick_at_once_agree():
    for document in DOCUMENTS:
        began(document=document)
    now = shanghai("2026-09-22 16:45")

    def stop_all() -> None:
        for document in DOCUMENTS:
            clocks.stop(ARRIVAL, document=document, at=shanghai("2026-09-22 14:00"))

    assert at_once(stop_all, lambda: clocks.tick(now)) == []
    assert Clock.objects.filter(stopped_at=None).count() == 0
    assert Clock.objects.exclude(alarm_at=None).count() == 0
    assert Alarm.objects.filter(withdrawn_at=None).count() == 0


def test_of_two_starts_at_once_one_wins():
    refused = at_once(began, began)
    assert [type(error).__name__ for error in refused] == ["AlreadyRunning"]
    assert Clock.objects.count() == 1
