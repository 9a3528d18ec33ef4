"""The tree of units, kept in the process: it is small, asked at every request, and seldom changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from careloop.kit.epochs.copy import Copy
from careloop.kit.names import say
from careloop.org.models import Unit, Zone

OUTSIDE = frozenset({Unit.Kind.DEALER, Unit.Kind.SUBCONTRACTOR})


@dataclass
class Tree:
    units: dict[int, Unit]
    children: dict[int | None, list[int]] = field(default_factory=dict)

    def below(self, unit_id: int) -> frozenset[int]:
        """The unit itself and every unit below it."""
        found = {unit_id}
        waiting = [unit_id]
        while waiting:
            for child in self.children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found)

    def above(self, unit_id: int) -> Iterator[int]:
        """The unit itself, then the units above it, nearest first."""
        step: int | None = unit_id
        while step is not None:
            yield step
            step = self.units[step].parent_id

    def is_whole(self, unit_id: int) -> bool:
        """Whether everything lies in or below the unit, so that no filter is needed."""
        return self.units[unit_id].parent_id is None and len(self.children.get(None, ())) == 1

    def outside(self, unit_id: int) -> bool:
        """Whether it is, or belongs to, a firm that is not the company itself."""
        return any(self.units[step].kind in OUTSIDE for step in self.above(unit_id))


def _load() -> Tree:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    children: dict[int | None, list[int]] = {}
    for unit in units.values():
        children.setdefault(unit.parent_id, []).append(unit.pk)
    return Tree(units, children)


TREE: Copy[Tree] = Copy("org", _load)
ZONES: Copy[list[Zone]] = Copy("org", lambda: list(Zone.objects.all()))


def in_house(units: frozenset[int] | None) -> bool:
    """Whether one of the units in which a right is held (`actor.units`) belongs to the company itself."""
    return units is None or any(not TREE.get().outside(unit_id) for unit_id in units)


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    units = TREE.get().units
    return {pk: str(units[pk]) for pk in set(ids) if pk in units}


def zone_for_address(address: str, unit_id: int | None = None) -> Zone | None:
    """The zone whose longest word stands in the address; a zone of `unit_id` before another unit's."""
    found = [
        (zone.unit_id == unit_id, len(word), zone)
        for zone in ZONES.get()
        for word in (*zone.words, *zone.names.values())
        if word and word.casefold() in address.casefold()
    ]
    return max(found, key=lambda hit: hit[:2])[2] if found else None


def zones_of(unit_id: int) -> list[Zone]:
    return [zone for zone in ZONES.get() if zone.unit_id == unit_id]


def units_above(unit_id: int) -> list[int]:
    return list(TREE.get().above(unit_id))


def say_unit(unit_id: int) -> str:
    return say(TREE.get().units[unit_id].names)
