from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from careloop.kit.calendar.local import moment_of

MIDNIGHT = time(0)
DAY = timedelta(days=1)

# Wall-clock hours; an end of 00:00 is the midnight that ends the day.
Interval = tuple[time, time]
Hours = tuple[Interval, ...]
Week = Mapping[int, Hours]
Span = tuple[datetime, datetime]
Key = TypeVar("Key", int, date)


@dataclass(frozen=True)
class WorkingCalendar:
    """The hours that count. The first that knows a day wins: `special`, `holidays`, `make_up`, the week.

    `week` gives the hours per weekday (Monday is 0); `later_weeks` replaces it from a date on. A day in
    `make_up` is worked instead of a holiday, with the hours of the first working day of the week.
    `country` and `region` only name the holidays, `labels` the special days.
    Raises ValueError for hours that overlap or run backwards.
    """

    zone: str
    week: Week = field(hash=False)
    holidays: frozenset[date] = frozenset()
    special: Mapping[date, Hours] = field(default_factory=dict, hash=False)
    make_up: frozenset[date] = frozenset()
    later_weeks: Mapping[date, Week] = field(default_factory=dict, hash=False)
    country: str = ""
    region: str = ""
    labels: Mapping[date, str] = field(default_factory=dict, hash=False)
    tz: ZoneInfo = field(init=False, repr=False, compare=False)
    # Each day is laid out once for each calendar; a calendar is a value, so what is kept stays true.
    _days: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keep = object.__setattr__
        keep(self, "tz", ZoneInfo(self.zone))
        keep(self, "week", _checked(self.week))
        keep(self, "special", _checked(self.special))
        later = {day: _checked(week) for day, week in sorted(self.later_weeks.items())}
        keep(self, "later_weeks", later)
        keep(self, "labels", dict(self.labels))

    def hours_on(self, day: date) -> Hours:
        if day in self.special:
            return self.special[day]
        if day in self.holidays:
            return ()
        week = self.week_on(day)
        if day in self.make_up:
            return next((week[weekday] for weekday in sorted(week) if week[weekday]), ())
        return week.get(day.weekday(), ())

    def week_on(self, day: date) -> Week:
        week = self.week
        for from_on, later in self.later_weeks.items():
            if from_on <= day:
                week = later
        return week

    def full_day(self, day: date) -> timedelta:
        """How long the longest day of that week's pattern is; nothing where no day is worked."""
        return max((_length(hours) for hours in self.week_on(day).values()), default=timedelta(0))

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The day's hours as moments in UTC."""
        spans = self._days.get(day)
        if spans is None:
            spans = self._days[day] = tuple(self._laid_out(day))
        return spans

    def _laid_out(self, day: date) -> Iterable[Span]:
        for start, end in self.hours_on(day):
            last = day + DAY if end == MIDNIGHT else day
            from_at = moment_of(datetime.combine(day, start), self.tz)
            until_at = moment_of(datetime.combine(last, end), self.tz)
            if from_at < until_at:  # hours inside the gap of spring are no hours
                yield from_at, until_at


def _length(hours: Hours) -> timedelta:
    """By the clock on the wall."""
    minutes = sum(_minute(end) or 1440 for _start, end in hours) - sum(
        _minute(start) for start, _end in hours
    )
    return timedelta(minutes=minutes)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _checked(hours: Mapping[Key, Iterable[Interval]]) -> dict[Key, Hours]:
    return {key: _in_order(tuple(sorted((start, end) for start, end in day))) for key, day in hours.items()}


def _in_order(hours: Hours) -> Hours:
    end_before: time | None = None
    for start, end in hours:
        if end != MIDNIGHT and end <= start:
            raise ValueError(f"Working hours run backwards: {start} to {end}.")
        if end_before is not None and (end_before == MIDNIGHT or start < end_before):
            raise ValueError(f"Working hours overlap: {start} lies before {end_before}.")
        end_before = end
    return hours


def always(zone: str) -> WorkingCalendar:
    """Twenty-four hours of every day; the zone only says where the days begin."""
    return WorkingCalendar(zone, dict.fromkeys(range(7), ((MIDNIGHT, MIDNIGHT),)))


ALWAYS = always("UTC")
