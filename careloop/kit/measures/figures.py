from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures.groups import Group, TimeGroup
from careloop.kit.measures.measure import Measure
from careloop.kit.measures.period import Period

Where = Sequence[tuple[Group, Any]]


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of so many. `filters` is what the list is narrowed to; None: no list can show these rows."""

    measure: Measure
    counted: int
    hit: int
    filters: Mapping[str, str] | None

    @property
    def missed(self) -> int:
        return self.counted - self.hit

    @property
    def rate(self) -> float | None:
        """Of a hundred; nothing where nothing is counted."""
        return 100 * self.hit / self.counted if self.counted else None

    @property
    def url(self) -> str:
        return self.measure.address(self.measure.denominator, self.filters)

    @property
    def hit_url(self) -> str:
        return self.measure.address(self.measure.numerator, self.filters)

    @property
    def missed_url(self) -> str:
        return self.measure.address(self.measure.rest, self.filters)


def in_periods(measure: Measure, actor: Actor, periods: Sequence[Period], where: Where = ()) -> list[Figure]:
    """One figure for each of the periods, all of them in one query."""
    counts: dict[str, Any] = {}
    for place, period in enumerate(periods):
        held = period.holds(measure.at)
        counts[f"counted_{place}"] = Count("pk", filter=held) if held else Count("pk")
        if measure.numerator:
            counts[f"hit_{place}"] = Count("pk", filter=held & measure.numerator.only)
    found = counted_rows(measure, actor, Period(), where).aggregate(**counts)
    return [
        Figure(
            measure,
            found[f"counted_{place}"],
            found.get(f"hit_{place}", 0),
            filters_of(measure, period, where),
        )
        for place, period in enumerate(periods)
    ]


def counted_rows(measure: Measure, actor: Actor, period: Period, where: Where) -> QuerySet:
    """What the denominator counts, without any order."""
    narrowed = Q(**{group.path: key for group, key in where})
    rows = measure.rows(actor).filter(measure.denominator.only, period.holds(measure.at), narrowed)
    return rows.order_by()


def filters_of(
    measure: Measure,
    period: Period,
    where: Where,
    keys: Sequence[tuple[Group | TimeGroup, Any]] = (),
) -> dict[str, str] | None:
    """The filters of the list for these rows; a period of a key stands for the whole period."""
    found = period.shown_by(measure.at)
    for group, key in (*where, *keys):
        shown = group.shown_by(measure.at, key, period)
        if shown is None:
            return None
        found |= shown
    return found
