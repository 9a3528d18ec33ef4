"""The facts of a stored clock."""

from datetime import datetime, timedelta

from careloop.kit import resolvers
from careloop.kit.calendar import WorkingCalendar, always
from careloop.kit.clocks.facts import Facts
from careloop.kit.clocks.kinds import Rung, in_order, kind_of
from careloop.kit.clocks.models import Clock, Pause


def calendar_for(unit_id: int, hours: str, at: datetime) -> WorkingCalendar:
    calendar = resolvers.calendar_of(unit_id, at)
    return always(calendar.zone) if hours == "always" else calendar


def calendar_of(clock: Clock) -> WorkingCalendar:
    return calendar_for(clock.unit_id, clock.hours, clock.calendar_at)


def pauses_of(clock: Clock) -> list[Pause]:
    """Those that count. One begun only after the stop was overtaken by a catch-up entry, and does not."""
    pauses = clock.pauses.all()
    return [pause for pause in pauses if clock.stopped_at is None or pause.from_at < clock.stopped_at]


def facts_of(clock: Clock, calendar: WorkingCalendar | None = None) -> Facts:
    waits = tuple((pause.from_at, pause.until_at) for pause in pauses_of(clock))
    return Facts(calendar or calendar_of(clock), clock.started_at, clock.limit, waits)


def rungs_of(clock: Clock) -> list[tuple[timedelta, Rung]]:
    """The ladder as it was when the clock started, each rung with the time used when it is told."""
    return in_order(kind_of(clock.kind).ladder_at(clock.started_at, clock.unit_id), clock.limit)


def alarm_at(clock: Clock, facts: Facts, rung: int) -> datetime | None:
    """When that rung is to be told; None beyond the ladder's end, and while a pause keeps it off."""
    rungs = rungs_of(clock)
    return facts.reached(rungs[rung][0]) if rung < len(rungs) else None


def rightly_told(clock: Clock, facts: Facts, before: datetime | None = None) -> int:
    """How many of the rungs told so far the facts bear out: reached, and before that moment."""
    moments = [alarm_at(clock, facts, rung) for rung in range(clock.rung)]
    return sum(moment is not None and (before is None or moment < before) for moment in moments)
