"""The numbers behind the lines of the side bar: one query each."""

from careloop.kit.lifecycle.actor import Actor
from careloop.portal.queries import week
from careloop.portal.queries.kinds import within
from careloop.service.models import Order
from careloop.tasks import queries as owed


def open_cases(actor: Actor) -> int:
    return week.open_cases(actor).count()


def undispatched(actor: Actor) -> int:
    return within(Order.objects.filter(state="open"), actor, "service.dispatch").count()


def tasks(actor: Actor) -> int:
    """What the person owes."""
    return len(owed.mine(actor))
