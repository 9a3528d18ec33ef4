"""What the pages of cases and orders read; each of these is a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import of_thread
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor
from careloop.service.models import Assignment, Case, ContactTry, HelpRequest, Order
from careloop.tasks import queries as tasks
from careloop.tasks.models import Task


def orders_of(case: Case, actor: Actor) -> list[Order]:
    """The orders that the actor may see, the present round first, each with who works on it."""
    rows = Order.objects.visible_to(actor).filter(case=case)
    return [with_performers(order) for order in in_full(rows).order_by("-id")]


def in_full(rows: QuerySet[Order]) -> QuerySet[Order]:
    """With what an order's sheet shows: people, calls for help, signatures."""
    return (
        rows.for_page()  # type: ignore[attr-defined]
        .select_related("cause__parent", "remedy__parent", "case__zone", "case__symptom__parent")
        .prefetch_related(
            Prefetch("assignments", Assignment.objects.select_related("person").order_by("id")),
            Prefetch("help_requests", HelpRequest.objects.select_related("asked_by", "answered_by")),
            "voucher__signatures",
        )
    )


def with_performers(order: Order) -> Order:
    """Keeps who works on it now with the row, so that asking who may costs nothing more."""
    order.__dict__["_performers"] = {each.person_id for each in order.assignments.all() if not each.until_at}
    return order


def clocks_of(case: Case) -> list[Clock]:
    """Every clock of the matter with its pauses."""
    clocks = of_thread(case.number)
    prefetch_related_objects(clocks, "pauses")
    return clocks


def photos_of(documents: Iterable[str]) -> list[File]:
    return list(File.objects.filter(document__in=list(documents), kind=File.Kind.PHOTO).order_by("at", "id"))


def tasks_of(case: Case, actor: Actor) -> list[Task]:
    """What departments were asked about the case, as far as the actor may see it."""
    return list(tasks.about(case.number).visible_to(actor).order_by("id"))  # type: ignore[attr-defined]


def tries_of(case: Case) -> list[ContactTry]:
    return list(case.tries.select_related("person").order_by("-at"))


@dataclass(frozen=True, slots=True)
class Past:
    """How often the customer was served besides this, and how often one visit was not enough."""

    cases: int
    again: int


def past_of(case: Case, actor: Actor) -> Past:
    if case.customer_id is None:
        return Past(0, 0)
    others = Case.objects.visible_to(actor).filter(customer_id=case.customer_id).exclude(pk=case.pk)
    counted: dict[str, Any] = others.aggregate(cases=Count("pk"), again=Count("pk", filter=Q(round__gt=1)))
    return Past(counted["cases"], counted["again"])


def open_cases(actor: Actor) -> int:
    """How many cases the actor sees that are not closed; for the side bar."""
    return Case.objects.visible_to(actor).exclude(state="closed").count()
