"""Takes up again what dead workers had in hand, and clears away what is long done."""

from datetime import datetime, timedelta

from django.db.models import Max
from django_tasks.base import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult as Row

from . import rows
from .define import job
from .models import Run, Worker

DEAD_AFTER = timedelta(minutes=2)
KEEP_DONE, KEEP_FAILED = timedelta(days=2), timedelta(days=30)


class WorkerLost(Exception):
    """The worker stopped without a word while it had the job in hand."""


@job()
def sweep(*, at: datetime) -> int:
    """Takes up again what workers without a fresh beat had in hand, and returns how many rows that were.

    As often as the job's retries say, at least once; a job that kills its worker must not go round for ever.
    """
    Worker.objects.filter(beat_at__lt=at - DEAD_AFTER).delete()
    alive = set(Worker.objects.values_list("id", flat=True))
    lost = [row for row in rows.running() if row.worker_ids[-1] not in alive]
    for row in lost:
        rows.failed(row, WorkerLost(f"Worker {row.worker_ids[-1]} is gone."), at, at_least=1)
    return len(lost)


@job()
def clear(*, at: datetime) -> int:
    """Deletes the rows of finished jobs and past runs; each timed job's newest run stays as its mark."""
    finished = Row.objects.filter(status=Status.SUCCESSFUL, finished_at__lt=at - KEEP_DONE)
    broken = Row.objects.filter(status=Status.FAILED, finished_at__lt=at - KEEP_FAILED)
    newest = Run.objects.values("name").annotate(newest_at=Max("due_at")).values("newest_at")
    runs = Run.objects.filter(started_at__lt=at - KEEP_DONE).exclude(due_at__in=newest)
    return sum(gone.delete()[0] for gone in (finished, broken, runs))
