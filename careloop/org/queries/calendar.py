from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from careloop.kit.calendar import Hours, WorkingCalendar, holidays_of
from careloop.kit.epochs.copy import Copy
from careloop.org.models import Absence, Calendar, FormerHours, SpecialDay, Unit, WeekPattern
from careloop.org.queries.tree import TREE

# Years around the present one for which holidays are laid out: clocks reach neither further back nor ahead.
YEARS_AROUND = 4


def hours_of(stored: Sequence[Sequence[str]]) -> Hours:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in stored)


def _week_of(pattern: WeekPattern) -> dict[int, Hours]:
    return {int(day): hours_of(stored) for day, stored in pattern.week.items()}


class Calendars:
    """The stored calendars, laid out per unit and year when they are first asked for."""

    def __init__(self) -> None:
        self.calendars = {c.pk: c for c in Calendar.objects.all()}
        self.patterns: dict[int, list[WeekPattern]] = defaultdict(list)
        for pattern in WeekPattern.objects.order_by("from_on"):
            self.patterns[pattern.calendar_id].append(pattern)
        self.special: dict[int, list[SpecialDay]] = defaultdict(list)
        # A unit's own day comes after the calendar's and so wins.
        for day in sorted(SpecialDay.objects.all(), key=lambda d: (d.unit_id is not None, d.on)):
            self.special[day.calendar_id].append(day)
        self.former: dict[int, list[FormerHours]] = defaultdict(list)
        for former in FormerHours.objects.order_by("until_on"):
            self.former[former.unit_id].append(former)
        self.laid_out: dict[tuple[int, int], WorkingCalendar] = {}

    def of(self, unit: Unit, year: int) -> WorkingCalendar:
        key = (unit.pk, year)
        if key not in self.laid_out:
            self.laid_out[key] = self._lay_out(unit, year)
        return self.laid_out[key]

    def _lay_out(self, unit: Unit, year: int) -> WorkingCalendar:
        """By the present calendar; before the days on which the unit changed it, by those it had."""
        former = self.former[unit.pk]
        ids = [*(each.calendar_id for each in former), unit.calendar_id]
        hours, *later = [self._laid_out(unit, pk, year) for pk in ids]
        for change, after in zip(former, later, strict=True):
            hours = _followed(hours, after, change.until_on)
        return hours

    def _laid_out(self, unit: Unit, calendar_id: int, year: int) -> WorkingCalendar:
        calendar = self.calendars[calendar_id]
        first, *later = self.patterns[calendar.pk]
        days = [day for day in self.special[calendar.pk] if day.unit_id in (None, unit.pk)]
        public = holidays_of(calendar.country, calendar.region, range(year - 1, year + YEARS_AROUND))
        return WorkingCalendar(
            unit.time_zone,
            _week_of(first),
            holidays=public.days,
            make_up=public.make_up,
            special={day.on: hours_of(day.intervals) for day in days},
            labels={day.on: day.label for day in days if day.label},
            later_weeks={pattern.from_on: _week_of(pattern) for pattern in later},
            country=calendar.country,
            region=calendar.region,
        )


def _followed(before: WorkingCalendar, after: WorkingCalendar, on: date) -> WorkingCalendar:
    """One calendar until that day, the other from it on."""

    def spliced(name: str) -> Any:
        early, late = getattr(before, name), getattr(after, name)
        if isinstance(early, frozenset):
            return frozenset(day for day in early if day < on) | {day for day in late if day >= on}
        kept = {day: value for day, value in early.items() if day < on}
        return kept | {day: value for day, value in late.items() if day >= on}

    return replace(
        after,
        week=before.week,
        later_weeks={**spliced("later_weeks"), on: after.week_on(on)},
        **{name: spliced(name) for name in ("holidays", "make_up", "special", "labels")},
    )


CALENDARS: Copy[Calendars] = Copy("org", Calendars)


def calendar_of(unit_id: int, at: datetime) -> WorkingCalendar:
    """The unit's working hours around a moment."""
    return CALENDARS.get().of(TREE.get().units[unit_id], at.year)


def is_on_shift(unit_id: int, absences: Sequence[Absence], from_at: datetime, until_at: datetime) -> bool:
    """Whether the unit works at some time of the window and the person is not away for all of it."""
    hours = calendar_of(unit_id, from_at)
    day = from_at.astimezone(ZoneInfo(hours.zone)).date()
    for start, end in hours.spans_on(day):
        begins, ends = max(start, from_at), min(end, until_at)
        if begins < ends and not any(a.from_at <= begins and a.until_at >= ends for a in absences):
            return True
    return False


def working_day(unit_id: int, day: date) -> bool:
    noon = datetime.combine(day, time(12), ZoneInfo(TREE.get().units[unit_id].time_zone))
    return bool(calendar_of(unit_id, noon).hours_on(day))
