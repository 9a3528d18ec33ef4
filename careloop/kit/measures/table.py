"""A measure over one group, or over two: a line for each key, a column for each key across."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures.figures import Figure, Where, counted_rows, filters_of
from careloop.kit.measures.groups import Group, TimeGroup
from careloop.kit.measures.measure import Measure
from careloop.kit.measures.period import Period

AnyGroup = Group | TimeGroup
Keys = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` stand in the order of the table's columns."""

    key: Any
    label: Any
    whole: Figure
    cells: list[Figure]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the words across, `feet` the figures of each column, `whole` that of everything."""

    measure: Measure
    by: AnyGroup
    columns: list[Any]
    lines: list[Line]
    feet: list[Figure]
    whole: Figure

    @property
    def shown_columns(self) -> list[Any]:
        """A single column says no more than the line's sum."""
        return self.columns if len(self.columns) > 1 else []


def table(
    measure: Measure,
    actor: Actor,
    period: Period,
    by: AnyGroup,
    *,
    across: AnyGroup | None = None,
    where: Where = (),
) -> Table:
    """One query, and one for the words of each group that keeps them in the database."""
    groups = [by, across] if across and across is not by else [by]
    counts = _Counts(measure, period, where, groups, _counted(measure, actor, period, where, groups))
    rows = counts.words(0)
    columns = counts.words(1) if len(groups) > 1 else {}
    lines = [
        Line(key, word, counts.figure(key), [counts.figure(key, other) for other in columns])
        for key, word in rows.items()
    ]
    if not by.in_order:
        lines.sort(key=lambda line: (-line.whole.counted, str(line.label)))
    feet = [counts.foot(other) for other in columns]
    return Table(measure, by, list(columns.values()), lines, feet, counts.whole())


def _counted(
    measure: Measure, actor: Actor, period: Period, where: Where, groups: list[AnyGroup]
) -> dict[Keys, tuple[int, int]]:
    names = [f"key_{place}" for place in range(len(groups))]
    keys = {name: group.key(measure.at) for name, group in zip(names, groups, strict=True)}
    counts: dict[str, Any] = {"counted": Count("pk")}
    if measure.numerator:
        counts["hit"] = Count("pk", filter=measure.numerator.only)
    rows = counted_rows(measure, actor, period, where).annotate(**keys).values(*names).annotate(**counts)
    return {
        tuple(group.read(row[name]) for name, group in zip(names, groups, strict=True)): (
            row["counted"],
            row.get("hit", 0),
        )
        for row in rows
    }


@dataclass(frozen=True)
class _Counts:
    """What was counted for each pair of keys, and the figures made of it."""

    measure: Measure
    period: Period
    where: Where
    groups: list[AnyGroup]
    found: dict[Keys, tuple[int, int]] = field(repr=False)

    def words(self, place: int) -> dict[Any, Any]:
        """The keys of a group in their order, with their words."""
        group, keys = self.groups[place], {keys[place] for keys in self.found}
        if group.in_order:
            return group.words(sorted(keys))
        return dict(sorted(group.words(keys).items(), key=lambda pair: str(pair[1])))

    def figure(self, *wanted: Any) -> Figure:
        """Of a line, or of one cell of it."""
        counted = (count for keys, count in self.found.items() if keys[: len(wanted)] == wanted)
        return self._figure(counted, list(zip(self.groups, wanted, strict=False)))

    def foot(self, key: Any) -> Figure:
        counted = (count for keys, count in self.found.items() if keys[1] == key)
        return self._figure(counted, [(self.groups[1], key)])

    def whole(self) -> Figure:
        return self._figure(self.found.values(), [])

    def _figure(self, counts: Iterable[tuple[int, int]], keys: list[tuple[AnyGroup, Any]]) -> Figure:
        counts = list(counts)
        filters = filters_of(self.measure, self.period, self.where, keys)
        return Figure(self.measure, sum(c for c, _h in counts), sum(h for _c, h in counts), filters)
