"""What is left of a clock, as a chip shows it."""

from dataclasses import dataclass
from datetime import datetime

from careloop.kit.calendar import WorkingCalendar
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import remaining, soon_below, tone
from careloop.kit.clocks.read import calendar_of
from careloop.kit.ui.moments import days, hours


@dataclass(frozen=True, slots=True)
class Left:
    """`runs`: so many seconds it goes on counting in the browser; below `soon` seconds it turns amber."""

    text: str
    tone: str
    seconds: int | None = None
    runs: int | None = None
    soon: int | None = None

    @property
    def length(self) -> str:
        """Without the sign, where a word beside it says that this is late."""
        return self.text.removeprefix("−")


def left_of(clock: Clock, now: datetime) -> Left:
    """Counts in the browser only while the unit works, and only while minutes are shown. No query."""
    rest, colour, calendar = remaining(clock, now), tone(clock, now), calendar_of(clock)
    full_day = calendar.full_day(clock.started_at.astimezone(calendar.tz).date())
    text = days(rest, full_day)
    if clock.stopped_at or clock.due_at is None or text != hours(rest):
        return Left(text, colour)
    runs = _runs_on(calendar, now)
    return Left(text, colour, int(rest.total_seconds()), runs, int(soon_below(clock).total_seconds()))


def _runs_on(calendar: WorkingCalendar, now: datetime) -> int:
    """Seconds until the present hours end; none outside of them."""
    spans = calendar.spans_on(now.astimezone(calendar.tz).date())
    return next((int((end - now).total_seconds()) for start, end in spans if start <= now < end), 0)
