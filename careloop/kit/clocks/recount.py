"""Counting again: when a calendar changes, when a document passes to another unit, and to check."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from careloop.kit import journal
from careloop.kit.calendar import WorkingCalendar
from careloop.kit.clocks.alarms import withdraw
from careloop.kit.clocks.kinds import all_kinds
from careloop.kit.clocks.models import Clock, State
from careloop.kit.clocks.read import alarm_at, calendar_for, facts_of, rightly_told
from careloop.kit.jobs.define import LONG, job
from careloop.kit.journal import tell
from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.actor import System

PAGE, BATCH = 500, 100


@dataclass(frozen=True, slots=True)
class Count:
    """What is stored of a count, as it follows from the facts."""

    due_at: datetime | None
    used: timedelta | None
    late: bool | None
    alarm_at: datetime | None


def stored(clock: Clock) -> Count:
    return Count(clock.due_at, clock.used, clock.late, clock.alarm_at)


def recompute(clock: Clock, calendar: WorkingCalendar | None = None) -> Count:
    """The count from the facts alone; without a calendar, by the one it is counted by."""
    facts = facts_of(clock, calendar)
    due_at = facts.due_at
    if clock.stopped_at:
        late = due_at is not None and clock.stopped_at > due_at
        return Count(due_at, facts.used(clock.stopped_at), late, None)
    waiting_from = facts.waits[-1][0] if clock.state == State.PAUSED else None
    used = facts.used(waiting_from) if waiting_from else None
    return Count(due_at, used, None, alarm_at(clock, facts, clock.rung))


def mismatches() -> Iterator[tuple[Clock, Count]]:
    """Clocks, open and stopped, whose stored count is not what the facts give (for `careloop verify`)."""
    for clock in _known_clocks().order_by("pk").prefetch_related("pauses").iterator(chunk_size=PAGE):
        count = recompute(clock)
        if not _agrees(clock, count):
            yield clock, count


def numbers() -> tuple[int, int]:
    """How many clocks `mismatches` looks at, and how many of them are stopped."""
    clocks = _known_clocks()
    return clocks.count(), clocks.filter(stopped_at__isnull=False).count()


def _agrees(clock: Clock, count: Count) -> bool:
    """A clock that stopped in time is not counted anew when days to come get other hours: its deadline,
    which lay in them, may then differ. What was used, and that it was in time, may not."""
    held, stopped_at = stored(clock), clock.stopped_at
    if stopped_at and held.due_at and count.due_at and min(held.due_at, count.due_at) >= stopped_at:
        return held == replace(count, due_at=held.due_at)
    return held == count


@job(retries=3, lane=LONG)
def recount_unit(unit_id: int, *, at: datetime) -> int:
    """After a change of the unit's hours; done twice it changes nothing more. Answers how many moved."""
    return len(recompute_unit(unit_id, at))


def recompute_unit(unit_id: int, from_at: datetime) -> list[Clock]:
    """Counts the unit's open clocks by its calendar as it is from that moment; those that moved, come back.

    Stopped clocks stay as they are. A few at a time, so that nobody who stops a clock waits for all of them.
    """
    moved: list[Clock] = []
    last: int | None = 0
    while last is not None:
        some, last = _recompute_some(unit_id, last, from_at)
        moved += some
    return moved


@action
def _recompute_some(unit_id: int, after: int, at: datetime) -> tuple[list[Clock], int | None]:
    """Those that moved, and the last that was looked at; None at the end."""
    batch = list(_locked().filter(unit_id=unit_id, pk__gt=after)[:BATCH])
    moved = [clock for clock in batch if _recounted(clock, unit_id, at)]
    return moved, batch[-1].pk if batch else None


@action
def move(document: str, *, unit_id: int, at: datetime) -> list[Clock]:
    """The document has passed to another unit: its open clocks go on by that unit's calendar."""
    return [clock for clock in _locked().filter(document=document) if _recounted(clock, unit_id, at)]


def _known_clocks() -> QuerySet[Clock]:
    return Clock.objects.filter(kind__in=[kind.name for kind in all_kinds()])


def _open_clocks() -> QuerySet[Clock]:
    return _known_clocks().filter(stopped_at__isnull=True)


def _locked() -> QuerySet[Clock]:
    return _open_clocks().select_for_update().prefetch_related("pauses").order_by("pk")


def _recounted(clock: Clock, unit_id: int, at: datetime) -> bool:
    """Whether the deadline moved. Alarms raised that by the new count are still to come are withdrawn."""
    due_before, told_before = clock.due_at, clock.rung
    clock.unit_id, clock.calendar_at = unit_id, at
    facts = facts_of(clock, calendar_for(unit_id, clock.hours, at))
    clock.rung = rightly_told(clock, facts, before=at)
    if clock.rung < told_before:
        withdraw(clock, from_rung=clock.rung, at=at)
    count = recompute(clock, facts.calendar)
    clock.due_at, clock.used, clock.alarm_at = count.due_at, count.used, count.alarm_at
    if clock.due_at is None or clock.due_at > at:
        clock.breached_at = None
    Clock.objects.filter(pk=clock.pk, stopped_at__isnull=True).update(
        unit_id=unit_id,
        calendar_at=at,
        due_at=clock.due_at,
        used=clock.used,
        rung=clock.rung,
        alarm_at=clock.alarm_at,
        breached_at=clock.breached_at,
    )
    if clock.due_at != due_before:
        _tell(clock, due_before, at)
    return clock.due_at != due_before


def _tell(clock: Clock, due_before: datetime | None, at: datetime) -> None:
    journal.record(
        "clock.recount",
        document=clock.document,
        thread=clock.thread,
        actor=System(at, unit_id=clock.unit_id),
        at=at,
        told={"clock": tell.word(clock.label), "due": tell.change(due_before, clock.due_at)},
    )
