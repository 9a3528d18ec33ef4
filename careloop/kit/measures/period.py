from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import get_current_timezone

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the active time zone, half-open; an end that is None is open."""

    from_on: date | None = None
    until_on: date | None = None

    @property
    def last_on(self) -> date | None:
        return self.until_on and self.until_on - ONE

    def holds(self, path: str) -> Q:
        """The rows whose moment lies within."""
        ends = {f"{path}__gte": self.from_on, f"{path}__lt": self.until_on}
        return Q(**{side: _midnight(day) for side, day in ends.items() if day})

    def shown_by(self, name: str) -> dict[str, str]:
        """The same as a `PeriodFilter` of that name has it in the address of a list."""
        ends = {f"{name}_from": self.from_on, f"{name}_to": self.last_on}
        return {side: day.isoformat() for side, day in ends.items() if day}

    def within(self, other: "Period") -> "Period":
        starts = [day for day in (self.from_on, other.from_on) if day]
        ends = [day for day in (self.until_on, other.until_on) if day]
        return Period(max(starts, default=None), min(ends, default=None))

    def days(self) -> Iterator[date]:
        """Every day of a period that has both ends."""
        if self.from_on is None or self.until_on is None:
            raise ValueError("An open period has no list of days.")
        day = self.from_on
        while day < self.until_on:
            yield day
            day += ONE

    def months(self) -> list[date]:
        """The first day of every month that the period touches."""
        return sorted({day.replace(day=1) for day in self.days()})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
