"""The worker: one process that starts timed jobs when they are due and works off the queue, lane by lane."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from types import FrameType
from uuid import uuid4

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils import translation
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult as Row

from . import rows
from .define import LANES, QUICK
from .models import Worker
from .schedule import Timed, next_due, run_due

logger = logging.getLogger("careloop.jobs")

POLL = 1.0  # seconds between two looks into an empty lane
PATIENCE = 1.0  # seconds that a job in hand gets to end when the worker is told to stop
GOODBYE = 0.5  # seconds to give back what did not end; after that the sweeper finds it
BEAT = timedelta(seconds=20)


class Work:
    """clock: where the time comes from; handed in, as everywhere below the console."""

    def __init__(self, timetable: Sequence[Timed], clock: Callable[[], datetime], poll: float = POLL) -> None:
        self.id = uuid4().hex
        self.timetable = timetable
        self.clock = clock
        self.poll = poll
        self.stopping = threading.Event()
        self._beat_at = self._due_at = clock()

    def run(self) -> bool:
        """Works until `stop`. True when everything in hand was finished, False when it was given back."""
        # The main thread only waits: a signal is answered at once, even while SQLite waits for its lock.
        steps = [self.keep_time, *(partial(self.work_off_one, lane) for lane in LANES)]
        loops = [threading.Thread(target=self._again, args=[step], daemon=True) for step in steps]
        for loop in loops:
            loop.start()
        self.stopping.wait()
        ended = _join(loops, PATIENCE)
        goodbye = threading.Thread(target=self._goodbye, daemon=True)
        goodbye.start()
        return _join([goodbye], GOODBYE) and ended

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping.set()

    def stop_on_signals(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def keep_time(self) -> bool:
        """One look at the clock: says that it lives, and starts what is due."""
        now = self.clock()
        self._beat(now)
        if now >= self._due_at:
            run_due(self.timetable, now)
            self._due_at = next_due(self.timetable, now)
        return False

    def work_off_one(self, lane: str = QUICK) -> bool:
        """Takes the next job of the lane and does it; False when nothing was ready."""
        # First of all, also after the machine slept: a sweep must not take this worker for dead.
        self._beat(self.clock())
        row = rows.take(lane, self.id, self.clock())
        if row is None:
            return False
        try:
            result = self._do(row)
        except Exception as error:
            self._write_down(partial(rows.failed, row, error, self.clock()))
        else:
            self._write_down(partial(rows.done, row, result, self.clock()))
        return True

    def _do(self, row: Row) -> object:
        given = row.args_kwargs
        with translation.override(settings.LANGUAGE_CODE):
            return normalize_json(row.task.func(*given["args"], **given["kwargs"], at=self.clock()))

    def _write_down(self, write: Callable[[], None]) -> None:
        # Nobody else would: the row belongs to this worker, which lives. So it insists.
        while True:
            try:
                return write()
            except DatabaseError:
                logger.exception("How a job ended could not be written down; trying again.")
                if self.stopping.wait(self.poll):
                    return None
                close_old_connections()

    def _again(self, step: Callable[[], bool]) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                busy = step()
            except DatabaseError:
                logger.exception("The worker waits: the database does not answer.")
                busy = False
            if not busy:
                self.stopping.wait(self.poll)
        connection.close()

    def _beat(self, now: datetime) -> None:
        if now < self._beat_at:
            return
        alive = Worker(
            id=self.id, host=socket.gethostname()[:100], process=os.getpid(), started_at=now, beat_at=now
        )
        Worker.objects.bulk_create(
            [alive], update_conflicts=True, unique_fields=["id"], update_fields=["beat_at"]
        )
        self._beat_at = now + BEAT

    def _goodbye(self) -> None:
        rows.give_back(self.id, self.clock())
        Worker.objects.filter(pk=self.id).delete()
        connection.close()


def _join(threads: Sequence[threading.Thread], seconds: float) -> bool:
    until = monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    return not any(thread.is_alive() for thread in threads)
