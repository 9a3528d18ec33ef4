"""Who may: one object answers both "which units?" for a query and "may I?" for a row.

A post gives its capabilities in the unit where it is held and in every unit below. `None` as a set of units
means all of them, so that whoever sees everything gets no filter in the query.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from careloop.kit.epochs.copy import Copy
from careloop.org.models import Holding, Person
from careloop.org.queries.people import holdings_on, local_day
from careloop.org.queries.tree import TREE, Tree

Grants = Mapping[str, frozenset[int] | None]
NO_UNITS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    person_id: int | None
    name: str
    post: str
    unit_id: int
    entered_at: datetime
    grants: Grants = field(repr=False)
    posts: tuple[str, ...] = ()
    language: str = "en"
    performed_by_id: int | None = None
    reason: str = ""
    via: str = "page"

    def units(self, capability: str) -> frozenset[int] | None:
        """The units in which the capability is held; None for all of them."""
        return self.grants.get(capability, NO_UNITS)

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        """Whether the capability is held in that unit, or anywhere when no unit is given."""
        units = self.grants.get(capability, NO_UNITS)
        return units is None or (unit_id in units if unit_id is not None else bool(units))

    def entering(self, *, performed_by_id: int | None = None, reason: str = "") -> "Actor":
        """The same actor, entering for the past or for another, with the reason."""
        return replace(self, performed_by_id=performed_by_id, reason=reason)


@dataclass(frozen=True, slots=True)
class Rights:
    post: str
    unit_id: int
    grants: Grants
    posts: tuple[str, ...]


# Filled as people come; empty again when anything in org changes, and each day of a person has its own.
_RIGHTS: Copy[dict[tuple[int, date], Rights]] = Copy("org", dict)


def actor_of(person: Person, *, now: datetime, via: str = "page") -> Actor:
    rights = _rights_of(person, local_day(person.unit_id, now))
    return Actor(
        person_id=person.pk,
        name=person.name,
        post=rights.post,
        unit_id=rights.unit_id,
        entered_at=now,
        grants=rights.grants,
        posts=rights.posts,
        language=person.language,
        via=via,
    )


def person_may(person_id: int, capability: str, unit_id: int, at: datetime) -> bool:
    """For whoever is not at the keyboard: what another did is entered for them."""
    person = Person.objects.filter(pk=person_id).first()
    return person is not None and actor_of(person, now=at).may(capability, unit_id)


def _rights_of(person: Person, day: date) -> Rights:
    known = _RIGHTS.get()
    key = (person.pk, day)
    if key not in known:
        known[key] = _rights_from(person, _valid_holdings(person, day))
    return known[key]


def _valid_holdings(person: Person, day: date) -> list[Holding]:
    return list(holdings_on(day).filter(person=person).select_related("post").order_by("post__order", "id"))


def _rights_from(person: Person, held: list[Holding]) -> Rights:
    tree = TREE.get()
    grants: dict[str, frozenset[int] | None] = {}
    for holding in held:
        _grant(grants, holding, tree)
    own = next((holding for holding in held if holding.deputy_for_id is None), held[0] if held else None)
    return Rights(
        post=own.post.code if own else "",
        unit_id=own.unit_id if own else person.unit_id,
        grants=grants,
        posts=tuple(holding.post.code for holding in held),
    )


def _grant(grants: dict[str, frozenset[int] | None], holding: Holding, tree: Tree) -> None:
    units = None if tree.is_whole(holding.unit_id) else tree.below(holding.unit_id)
    for capability in holding.post.capabilities:
        before = grants.get(capability, NO_UNITS)
        grants[capability] = None if units is None or before is None else before | units
