"""Whom one sees: the whole company's customers, or as an outside firm those of one's own work."""

from collections.abc import Callable

from django.db.models import Model, Q, QuerySet

from careloop.kit.lifecycle.actor import Actor
from careloop.org.queries.tree import in_house

CAPABILITY = "customers.see"

# Registered by the floor that knows the work: the ids of the customers whom somebody meets in it.
Met = Callable[[Actor], QuerySet[Model, int]]
_met: list[Met] = []


def met_through(met: Met) -> None:
    _met.append(met)


def sees_all(actor: Actor) -> bool:
    """Customers belong to the whole company. A firm outside it is given their names for its orders only, so
    the right that somebody holds there does not reach beyond those."""
    return in_house(actor.units(CAPABILITY))


def own_customers(actor: Actor, taken_by: str, customer: str) -> Q:
    """Those whom their firm took in, or meets in its work; `taken_by` and `customer` name the columns."""
    own = Q(**{f"{taken_by}__in": actor.units(CAPABILITY) or ()})
    for met in _met:
        own |= Q(**{f"{customer}__in": met(actor)})
    return own
