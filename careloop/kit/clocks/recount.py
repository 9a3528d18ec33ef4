"""Counting again: when a calendar changes, when a document passes to another unit, and to check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from careloop.kit import journal
from careloop.kit.calendar import WorkingCalendar
from careloop.kit.clocks.alarms import withdraw
from careloop.kit.clocks.kinds import all_kinds
from careloop.kit.clocks.models import Clock, State
from careloop.kit.clocks.read import alarm_at, calendar_for, facts_of, rightly_told
from careloop.kit.journal import tell
from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.actor import System


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
    """Open clocks whose stored count is not what the facts give (for `careloop verify`)."""
    for clock in _open_clocks().prefetch_related("pauses").iterator(chunk_size=500):
        count = recompute(clock)
        if count != stored(clock):
            yield clock, count


@action
def recompute_unit(unit_id: int, from_at: datetime) -> list[Clock]:
    """Counts the unit's open clocks by its calendar as it is from that moment; those that moved, come back.

    Stopped clocks stay as they are.
    """
    return [clock for clock in _locked().filter(unit_id=unit_id) if _recounted(clock, unit_id, from_at)]


@action
def move(document: str, *, unit_id: int, at: datetime) -> list[Clock]:
    """The document has passed to another unit: its open clocks go on by that unit's calendar."""
    return [clock for clock in _locked().filter(document=document) if _recounted(clock, unit_id, at)]


def _open_clocks() -> QuerySet[Clock]:
    known = [kind.name for kind in all_kinds()]
    return Clock.objects.filter(stopped_at__isnull=True, kind__in=known)


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
