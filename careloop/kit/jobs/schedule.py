"""Timed jobs: when they are due, and starting each due moment exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cronsim import CronSim
from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone

from . import rows
from .define import Job, enqueue_after_commit
from .models import Run

ON_TIME = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Timed:
    """A line of the timetable. Times are wall-clock times of the installation (`settings.TIME_ZONE`).

    catch_up: after a standstill the newest missed moment is made up for "once", or left out ("skip").
    """

    name: str
    job: Job
    cron: str
    catch_up: Literal["once", "skip"] = "once"

    def last_due(self, now: datetime) -> datetime:
        """The newest due moment that is not after `now`."""
        just_after = now.astimezone(get_default_timezone()).replace(microsecond=0) + timedelta(seconds=1)
        return next(CronSim(self.cron, just_after, reverse=True))

    def next_due(self, now: datetime) -> datetime:
        return next(CronSim(self.cron, now.astimezone(get_default_timezone())))


def run_due(timetable: Iterable[Timed], now: datetime) -> list[Run]:
    """Starts (puts into the queue) what is due and was not started yet, here or by another scheduler."""
    due = [(timed, timed.last_due(now)) for timed in timetable]
    known = set(Run.objects.filter(due_at__in=[at for _, at in due]).values_list("name", "due_at"))
    wanted = [
        (timed, at)
        for timed, at in due
        if (timed.name, at) not in known and (timed.catch_up == "once" or now - at < ON_TIME)
    ]
    return [run for timed, at in wanted if (run := _start(timed, at, now))]


def next_due(timetable: Iterable[Timed], now: datetime) -> datetime:
    """When `run_due` has something to do again; an hour from now at the latest."""
    return min([now + timedelta(hours=1), *(timed.next_due(now) for timed in timetable)])


def _start(timed: Timed, due_at: datetime, now: datetime) -> Run | None:
    try:
        with transaction.atomic():
            run = Run.objects.create(name=timed.name, due_at=due_at, started_at=now)
            # While the last one still waits its turn, a second in the queue would do nothing more.
            if not rows.ready(now).filter(task_path=timed.job.module_path).exists():
                enqueue_after_commit(timed.job)
            return run
    except IntegrityError:
        return None
