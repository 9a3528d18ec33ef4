"""How a deadline was counted, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Literal

from careloop.kit.calendar.count import spans_between
from careloop.kit.calendar.hours import DAY, MIDNIGHT, WorkingCalendar
from careloop.kit.calendar.local import moment_of
from careloop.kit.calendar.public import holiday_names


@dataclass(frozen=True, slots=True)
class Counted:
    """Hours that count, in UTC."""

    from_at: datetime
    until_at: datetime
    line: ClassVar[str] = "hours"

    @property
    def worked(self) -> timedelta:
        return self.until_at - self.from_at


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Whole days in the calendar's zone without working hours, `until_on` exclusive.

    `name` is the holiday's or the special day's; empty for a day that simply is not a working day.
    """

    from_on: date
    until_on: date
    reason: Literal["holiday", "special", "day_off"]
    name: str
    worked: ClassVar[timedelta] = timedelta(0)
    line: ClassVar[str] = "days"

    @property
    def last_on(self) -> date:
        return self.until_on - DAY


def intervals(
    calendar: WorkingCalendar, from_at: datetime, until_at: datetime, language: str = "en"
) -> list[Counted | NotCounted]:
    """The hours that count between two moments and, by name, the days between that do not, in order."""
    rows: list[Counted | NotCounted] = [
        *_counted(calendar, from_at, until_at),
        *_not_counted(calendar, from_at, until_at, language),
    ]
    return sorted(rows, key=lambda row: _begins_at(row, calendar))


def _begins_at(row: Counted | NotCounted, calendar: WorkingCalendar) -> datetime:
    if isinstance(row, Counted):
        return row.from_at
    return moment_of(datetime.combine(row.from_on, MIDNIGHT), calendar.tz)


def _counted(calendar: WorkingCalendar, from_at: datetime, until_at: datetime) -> Iterator[Counted]:
    """Hours that touch, as at midnight round the clock, are one row."""
    running: Counted | None = None
    for start, end in spans_between(calendar, from_at, until_at):
        if running and running.until_at == start:
            running = Counted(running.from_at, end)
            continue
        if running:
            yield running
        running = Counted(start, end)
    if running:
        yield running


def _not_counted(
    calendar: WorkingCalendar, from_at: datetime, until_at: datetime, language: str
) -> Iterator[NotCounted]:
    running: NotCounted | None = None
    for day in _days(calendar, from_at, until_at):
        if calendar.spans_on(day):
            continue
        row = _day_off(calendar, day, language)
        if running and (running.until_on, running.reason, running.name) == (day, row.reason, row.name):
            running = NotCounted(running.from_on, row.until_on, row.reason, row.name)
            continue
        if running:
            yield running
        running = row
    if running:
        yield running


def _days(calendar: WorkingCalendar, from_at: datetime, until_at: datetime) -> Iterator[date]:
    if from_at >= until_at:
        return
    day = from_at.astimezone(calendar.tz).date()
    last = (until_at.astimezone(UTC) - timedelta.resolution).astimezone(calendar.tz).date()
    while day <= last:
        yield day
        day += DAY


def _day_off(calendar: WorkingCalendar, day: date, language: str) -> NotCounted:
    if day in calendar.special:
        return NotCounted(day, day + DAY, "special", calendar.labels.get(day, ""))
    if day in calendar.holidays:
        name = ""
        if calendar.country:
            name = holiday_names(calendar.country, calendar.region, day.year, language).get(day, "")
        return NotCounted(day, day + DAY, "holiday", name)
    return NotCounted(day, day + DAY, "day_off", "")
