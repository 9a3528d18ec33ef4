"""From the facts of a clock to its moments: pure, and the only place where they are counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from careloop.kit.calendar import WorkingCalendar, add, between

NOTHING = timedelta(0)
Wait = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Facts:
    """`waits` are its pauses in order; the last may be open.

    A wait that begins after the deadline takes nothing back: what is late stays late, and goes on being so.
    """

    calendar: WorkingCalendar
    started_at: datetime
    limit: timedelta
    waits: tuple[Wait, ...] = ()

    @property
    def due_at(self) -> datetime | None:
        return self.reached(self.limit)

    def reached(self, amount: timedelta) -> datetime | None:
        """When so much time is used up; None while an open wait keeps that from happening."""
        if amount <= self.limit:
            return self._reached(amount)
        due_at = self.due_at
        return add(self.calendar, due_at, amount - self.limit) if due_at else None

    def _reached(self, amount: timedelta) -> datetime | None:
        from_at, left = self.started_at, amount
        for waits_from, waits_until in self.waits:
            worked = between(self.calendar, from_at, waits_from)
            if worked >= left:
                break
            if waits_until is None:
                return None
            from_at, left = waits_until, left - worked
        return add(self.calendar, from_at, left)

    def used(self, at: datetime) -> timedelta:
        due_at = self.due_at
        if due_at and at > due_at:
            return self.limit + between(self.calendar, due_at, at)
        from_at, total = self.started_at, NOTHING
        for waits_from, waits_until in self.waits:
            if waits_from >= at:
                break
            total += between(self.calendar, from_at, waits_from)
            if waits_until is None or waits_until >= at:
                return total
            from_at = waits_until
        return total + between(self.calendar, from_at, at)
