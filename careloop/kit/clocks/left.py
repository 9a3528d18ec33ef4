"""What is left of a clock, as a chip shows it."""

from dataclasses import dataclass
from datetime import datetime

from careloop.kit.calendar import WorkingCalendar
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import remaining, tone
from careloop.kit.clocks.read import calendar_of, rungs_of
from careloop.kit.ui.moments import hours


@dataclass(frozen=True, slots=True)
class Left:
    """`runs`: so many seconds it goes on counting in the browser; below `soon` seconds it turns amber."""

    text: str
    tone: str
    seconds: int | None = None
    runs: int | None = None
    soon: int | None = None


def left_of(clock: Clock, now: datetime) -> Left:
    """Counts in the browser only while the unit works. No query."""
    rest, colour = remaining(clock, now), tone(clock, now)
    if clock.stopped_at or clock.due_at is None:
        return Left(hours(rest), colour)
    runs = _runs_on(calendar_of(clock), now)
    return Left(hours(rest), colour, int(rest.total_seconds()), runs, _warned_below(clock))


def _runs_on(calendar: WorkingCalendar, now: datetime) -> int:
    """Seconds until the present hours end; none outside of them."""
    spans = calendar.spans_on(now.astimezone(calendar.tz).date())
    return next((int((end - now).total_seconds()) for start, end in spans if start <= now < end), 0)


def _warned_below(clock: Clock) -> int | None:
    """Seconds left at which the ladder first warns."""
    rungs = rungs_of(clock)
    if not rungs or rungs[0][1].name != "warn":
        return None
    return int((clock.limit - rungs[0][0]).total_seconds())
