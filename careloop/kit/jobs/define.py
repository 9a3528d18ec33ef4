"""A job is a function that the worker calls later, with `at`, the moment it runs."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django_tasks import task
from django_tasks.base import Task

Job = Task[..., Any]


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a failed job is tried again; the wait doubles each time."""

    times: int = 0
    wait: timedelta = timedelta(seconds=30)

    def wait_after(self, attempt: int) -> timedelta:
        return min(self.wait * 2 ** (attempt - 1), timedelta(hours=6))


# The lanes of a worker: nothing quick waits behind an import, nor behind a mail server that hangs.
QUICK, LONG, POST = LANES = "default", "long", "post"

_retries: dict[str, Retries] = {}


def job(
    *, retries: int = 0, wait: timedelta = timedelta(seconds=30), lane: str = QUICK
) -> Callable[..., Job]:
    """Makes a module's function a job.

    The function takes plain JSON arguments and, by keyword, `at` (an aware datetime): jobs do not read the
    clock. It may be called more than once for one row (a worker can die after the work and before the
    tick), so it does nothing the second time.
    """

    def to_job(function: Callable[..., Any]) -> Job:
        made = task(queue_name=lane)(function)
        _retries[made.module_path] = Retries(retries, wait)
        return made

    return to_job


def retries_of(path: str) -> Retries:
    """What the job at that path was declared with; none for a job that is no longer there."""
    with suppress(ImportError):
        import_module(path.rpartition(".")[0])
    return _retries.get(path, Retries())


def enqueue_after_commit(job: Job, *args: Any, not_before: datetime | None = None, **kwargs: Any) -> str:
    """Writes the job's row in the transaction now open: it exists exactly when the work it follows does.

    Returns the row's id.
    """
    return job.using(run_after=not_before).enqueue(*args, **kwargs).id
