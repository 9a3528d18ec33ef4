from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import F

from careloop.kit.calendar import between
from careloop.kit.clocks.models import Clock, State
from careloop.kit.clocks.read import calendar_of, rungs_of

LAST_PART = 0.25

Tone = Literal["ok", "soon", "late", "wait"]


def running_of(documents: Iterable[str]) -> dict[str, list[Clock]]:
    """The open clocks of these documents, the most urgent first, those that wait last. One query."""
    clocks = Clock.objects.filter(document__in=list(documents), stopped_at__isnull=True)
    found: dict[str, list[Clock]] = defaultdict(list)
    for clock in clocks.order_by(F("due_at").asc(nulls_last=True), "pk"):
        found[clock.document].append(clock)
    return dict(found)


def of_thread(thread: str) -> list[Clock]:
    """Every clock of a matter, stopped ones too, in the order in which they were started."""
    return list(Clock.objects.filter(thread=thread).order_by("started_at", "pk"))


def remaining(clock: Clock, now: datetime) -> timedelta:
    """What is left of the limit in the clock's own hours; negative when late. No query."""
    if clock.due_at is None or clock.stopped_at:
        return clock.limit - (clock.used or timedelta(0))
    calendar = calendar_of(clock)
    if now > clock.due_at:
        return -between(calendar, clock.due_at, now)
    return between(calendar, now, clock.due_at)


def tone(clock: Clock, now: datetime) -> Tone:
    """The colour of a chip. "soon" does not wait for the ladder's warning to be told; see `soon_below`."""
    at = clock.stopped_at or now
    if clock.due_at and at > clock.due_at:
        return "late"
    if clock.state == State.PAUSED:
        return "wait"
    if clock.stopped_at:
        return "ok"
    return "soon" if _warned(clock, now) or remaining(clock, now) <= soon_below(clock) else "ok"


def soon_below(clock: Clock) -> timedelta:
    """So much left turns a chip amber: the last quarter of the limit, or the ladder's warning if that is earlier."""
    rungs = rungs_of(clock)
    warned = clock.limit - rungs[0][0] if rungs and rungs[0][1].name == "warn" else timedelta(0)
    return max(warned, clock.limit * LAST_PART)


def _warned(clock: Clock, now: datetime) -> bool:
    rungs = rungs_of(clock)
    if not rungs or rungs[0][1].name != "warn":
        return False
    return clock.rung > 0 or (clock.alarm_at is not None and clock.alarm_at <= now)


def stopped_since(unit_id: int, at: datetime) -> bool:
    """Whether a clock of the unit was stopped at that moment or later."""
    return Clock.objects.filter(unit_id=unit_id, stopped_at__gte=at).exists()
