"""For the dispatch board: who could go when, and where orders wait. From what was read; no query per order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from careloop.catalog import queries as catalog
from careloop.kit.lifecycle.actor import Actor
from careloop.org import queries as org
from careloop.service.queries.dispatch_list import AHEAD, Hand, Waiting, Window, undispatched, windows
from careloop.service.queries.dispatching import HINDRANCES, TAKING_TIME
from careloop.service.rules import Hindrance

NOT_THAT_DAY = _("has no free time left that day")


@dataclass(frozen=True, slots=True)
class Chance:
    """A technician for one order: the first window in which they are free, or why there is none."""

    hand: Hand
    window: Window | None
    why_not: Any = ""

    @property
    def rank(self) -> tuple[bool, bool, float, int, str]:
        late = self.window is None or not self.window.in_time
        begins = self.window.from_at.timestamp() if self.window else 0.0
        return self.window is None, late, begins, self.hand.load, self.hand.person.name


def windows_on(row: Waiting, day_starts_at: datetime, now: datetime) -> list[Window]:
    """What can still be offered for the order on that day."""
    unit_id, due_at = row.order.unit_id, row.clock.due_at if row.clock else None
    offered = windows(unit_id, max(now, day_starts_at - AHEAD), due_at)
    return [window for window in offered if window.from_at.date() == day_starts_at.date()]


def chances(row: Waiting, hands: Sequence[Hand], offered: Sequence[Window], day: date) -> list[Chance]:
    """The technicians of the unit: in time before late, early before late, the least loaded first."""
    skill_id = catalog.skill_of(row.order.case.family_id)
    there = [hand for hand in hands if hand.unit_id == row.order.unit_id]
    return sorted((_chance(hand, skill_id, offered, day) for hand in there), key=lambda each: each.rank)


def _chance(hand: Hand, skill_id: int | None, offered: Sequence[Window], day: date) -> Chance:
    if not org.has_skill(hand.person, skill_id, day):
        return Chance(hand, None, HINDRANCES[Hindrance.NOT_SKILLED])
    if not hand.on_shift:
        return Chance(hand, None, HINDRANCES[Hindrance.NOT_ON_SHIFT])
    free = next((window for window in offered if _is_free(hand, window)), None)
    return Chance(hand, free, "" if free else NOT_THAT_DAY)


def _is_free(hand: Hand, window: Window) -> bool:
    taken = [(o.window_from, o.window_until) for o in hand.orders if o.state in TAKING_TIME]
    taken += [(absence.from_at, absence.until_at) for absence in hand.absences]
    return not any(start and end and start < window.until_at and end > window.from_at for start, end in taken)


def waiting_by_unit(actor: Actor) -> dict[int, int]:
    """How many orders wait in each unit that has any. One query."""
    rows = undispatched(actor).order_by().values("unit_id").annotate(waiting=Count("pk"))
    return {row["unit_id"]: row["waiting"] for row in rows}
