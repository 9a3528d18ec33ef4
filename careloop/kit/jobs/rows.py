"""The rows of the queue: taking one, ticking it off, giving it back.

The table is django-tasks-db's; its own worker takes SQLite's write lock at every look for work and leaves the
rows of a killed worker running for ever, so the taking and finishing is done here, by conditional updates.
"""

import logging
from datetime import datetime
from traceback import format_exception
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult as Row
from django_tasks_db.models import get_date_max

from .define import retries_of

logger = logging.getLogger("careloop.jobs")


def ready(at: datetime) -> QuerySet[Row]:
    return Row.objects.filter(Q(run_after__lte=at) | Q(run_after=get_date_max()), status=Status.READY)


def take(lane: str, worker_id: str, at: datetime) -> Row | None:
    """The next ready row, now this worker's; None when there is none or another worker was faster."""
    row = ready(at).filter(queue_name=lane).first()
    if row is None:
        return None
    mine = Row.objects.filter(pk=row.pk, status=Status.READY, run_after=row.run_after)
    row.worker_ids = [*row.worker_ids, worker_id]
    row.status, row.started_at = Status.RUNNING, at
    taken = mine.update(status=row.status, started_at=at, worker_ids=row.worker_ids)
    return row if taken else None


def done(row: Row, result: Any, at: datetime) -> None:
    _change(
        row,
        status=Status.SUCCESSFUL,
        finished_at=at,
        return_value=result,
        exception_class_path="",
        traceback="",
    )


def failed(row: Row, error: BaseException, at: datetime, *, at_least: int = 0) -> None:
    """Back into the queue after a wait while tries are left, else failed for good; either way with the error.

    at_least: tries again that even a job without retries gets.
    """
    attempt = len(row.worker_ids)
    retries = retries_of(row.task_path)
    told = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if attempt <= max(retries.times, at_least):
        logger.warning("Job %s failed, try %d; it is tried again: %s", row.task_path, attempt, error)
        _change(row, status=Status.READY, run_after=at + retries.wait_after(attempt), **told)
    else:
        logger.error("Job %s failed for good, row %s", row.task_path, row.pk, exc_info=error)
        _change(row, status=Status.FAILED, finished_at=at, **told)


def give_back(worker_id: str, at: datetime) -> int:
    """What a worker that stops still has in hand goes back into the queue; that try does not count."""
    given = 0
    for row in running():
        if row.worker_ids[-1:] == [worker_id]:
            given += _change(row, status=Status.READY, run_after=at, worker_ids=row.worker_ids[:-1])
    return given


def running() -> QuerySet[Row]:
    return Row.objects.filter(status=Status.RUNNING)


def _change(row: Row, **columns: Any) -> int:
    # Only while the row is still the one this worker took: a sweeper may have handed it to another meanwhile.
    return Row.objects.filter(pk=row.pk, status=Status.RUNNING, started_at=row.started_at).update(**columns)
