"""Who can be sent: skill, shift and load of the technicians of a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.catalog import queries as catalog
from careloop.kit.clocks.queries import running_of
from careloop.kit.names import listed
from careloop.kit.rules import lookup
from careloop.org import queries as org
from careloop.org.models import Absence, Person
from careloop.org.queries.people import local_day
from careloop.service import rules
from careloop.service.lifecycles import ARRIVAL
from careloop.service.models import Case, Order
from careloop.service.rules import Candidate, Hindrance

HINDRANCES = {
    Hindrance.NOT_SKILLED: _("does not have the skill"),
    Hindrance.NOT_ON_SHIFT: _("is not on shift then"),
    Hindrance.BUSY: _("has another order then"),
}

# States in which an order takes up its technician's time.
TAKING_TIME = ("dispatched", "accepted", "under_way", "working")


def hindrance_word(hindrance: Hindrance) -> Any:
    return HINDRANCES[hindrance]


def assess_first(case: Case) -> bool:
    """Whether its order waits for the assessment, by the rule that the case began under (B 5)."""
    return case.state == "opened" and lookup.value(rules.ASSESS_FIRST.name, case.opened_at, case.unit_id)


def arrival_due(order: Order) -> datetime | None:
    clocks = running_of([order.number]).get(order.number, [])
    return next((clock.due_at for clock in clocks if clock.kind == ARRIVAL.name), None)


@dataclass(frozen=True)
class Choice:
    """A technician as a choice for one order and window."""

    person: Person
    candidate: Candidate
    hindrances: list[Hindrance]

    @property
    def can_be_sent(self) -> bool:
        return not rules.FORBIDDING & set(self.hindrances)

    @property
    def why_not(self) -> str:
        return listed(HINDRANCES[hindrance] for hindrance in self.hindrances)


def choices(order: Order, from_at: datetime, until_at: datetime, at: datetime) -> list[Choice]:
    """The unit's technicians, those who can be sent first and the least busy before the others."""
    people = list(org.people_with("service.perform", [order.unit_id], local_day(order.unit_id, at)))
    absences = org.absences_between([p.pk for p in people], from_at, until_at)
    busy = _busy(people, from_at, until_at, order)
    found = [
        _choice(order, person, from_at, until_at, absences.get(person.pk, []), busy.get(person.pk, []))
        for person in people
    ]
    return sorted(found, key=lambda c: (not c.can_be_sent, len(c.candidate.busy_with), c.person.name))


def candidate(order: Order, person: Person, from_at: datetime, until_at: datetime, at: datetime) -> Candidate:
    for choice in choices(order, from_at, until_at, at):
        if choice.person.pk == person.pk:
            return choice.candidate
    return Candidate(skilled=False, on_shift=False)


def _choice(
    order: Order,
    person: Person,
    from_at: datetime,
    until_at: datetime,
    absences: list[Absence],
    busy_with: list[str],
) -> Choice:
    seen = Candidate(
        skilled=org.has_skill(
            person, catalog.skill_of(order.case.family_id), local_day(order.unit_id, from_at)
        ),
        on_shift=org.is_on_shift(order.unit_id, absences, from_at, until_at),
        busy_with=busy_with,
    )
    return Choice(person, seen, rules.hindrances(seen))


def _busy(
    people: Iterable[Person], from_at: datetime, until_at: datetime, order: Order
) -> dict[int, list[str]]:
    taken: dict[int, list[str]] = {}
    rows = (
        Order.objects.filter(
            technician__in=[p.pk for p in people],
            state__in=TAKING_TIME,
            window_from__lt=until_at,
            window_until__gt=from_at,
        )
        .exclude(pk=order.pk)
        .values_list("technician_id", "number")
    )
    for person_id, number in rows:
        taken.setdefault(person_id, []).append(number)
    return taken
