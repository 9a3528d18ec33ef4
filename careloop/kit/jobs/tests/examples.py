"""Jobs for the tests: a queue row names its function by path, so they stand in a module of their own."""

import threading
from datetime import datetime, timedelta

from careloop.kit.jobs.define import LONG, job

calls: list[tuple[str, datetime]] = []
started, go_on = threading.Event(), threading.Event()


@job()
def note(word: str, *, at: datetime) -> int:
    calls.append((word, at))
    return len(calls)


@job()
def minutely(*, at: datetime) -> None:
    calls.append(("minutely", at))


@job()
def breaks(*, at: datetime) -> None:
    raise RuntimeError("the printer is on fire")


@job(retries=2, wait=timedelta(minutes=1))
def breaks_thrice(*, at: datetime) -> None:
    raise RuntimeError("still on fire")


@job()
def answers_oddly(*, at: datetime) -> object:
    return object()


@job(lane=LONG)
def waits(*, at: datetime) -> None:
    started.set()
    go_on.wait(30)
