from datetime import UTC, datetime

import pytest
from django_tasks_db.models import DBTaskResult as Row

from careloop.kit.jobs.define import LANES
from careloop.kit.jobs.schedule import run_due
from careloop.kit.jobs.worker import Work
from careloop.timetable import TIMETABLE

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_every_timed_job_does_its_work_in_a_new_installation():
    assert len(run_due(TIMETABLE, NOW)) == len(TIMETABLE)
    work = Work(TIMETABLE, lambda: NOW)
    for lane in LANES:
        while work.work_off_one(lane):
            pass
    broken = Row.objects.exclude(status="SUCCESSFUL").values_list("task_path", "traceback")
    assert not list(broken)
    assert Row.objects.count() == len(TIMETABLE)


def test_names_are_not_used_twice():
    assert len({timed.name for timed in TIMETABLE}) == len(TIMETABLE)


@pytest.mark.parametrize("timed", TIMETABLE, ids=lambda timed: timed.name)
def test_each_line_is_due_within_a_year(timed):
    assert (timed.next_due(NOW) - NOW).days < 366
