"""What a technician has to do: the orders one works on, what is done, and what an order still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import running_of
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor
from careloop.service.lifecycles import ARRIVAL, RESOLUTION
from careloop.service.models import Assignment, Order
from careloop.service.queries.page import in_full, with_performers

# What is begun stands in front; an order that waits stands behind those that can be done.
IN_FRONT = ("working", "finished", "under_way", "accepted", "dispatched", "waiting")
DONE = ("signed", "signed_off")
# States in which the technician is there, so that the list of what is needed to finish makes sense.
ON_THE_SPOT = ("working", "waiting", "finished")


def mine(actor: Actor) -> QuerySet[Order]:
    """Orders that the actor works on and has to do something about."""
    assert actor.person_id is not None
    return Order.objects.filter(
        assignments__person_id=actor.person_id, assignments__until_at=None, state__in=IN_FRONT
    )


def jobs_of(actor: Actor) -> list[Order]:
    """What one works on now first, then by the time that the customer was told."""
    rows = [
        with_performers(order) for order in in_full(mine(actor)).prefetch_related("case__customer__phones")
    ]
    return sorted(rows, key=lambda o: (IN_FRONT.index(o.state) if o.state in IN_FRONT[:3] else 3, _when(o)))


def _when(order: Order) -> tuple[bool, datetime, int]:
    return order.state == "waiting", order.window_from or order.opened_at, order.pk


def done_since(actor: Actor, since: datetime) -> list[Order]:
    """Orders that the actor finished from that moment on, the last first."""
    assert actor.person_id is not None
    own = Assignment.objects.own(actor.person_id).values("order_id")
    rows = Order.objects.filter(pk__in=own, state__in=DONE, finished_at__gte=since)
    return list(rows.select_related("case__customer").order_by("-finished_at"))


def clocks_for(orders: Iterable[Order]) -> dict[str, Clock]:
    """Per order the clock that counts now: until somebody is there, then until the matter is solved."""
    listed = list(orders)
    running = running_of([number for order in listed for number in (order.number, order.case.number)])
    found = {}
    for order in listed:
        own = [c for c in running.get(order.number, []) if c.kind == ARRIVAL.name]
        whole = [c for c in running.get(order.case.number, []) if c.kind == RESOLUTION.name]
        if clock := next(iter([*own, *whole]), None):
            found[order.number] = clock
    return found


def photo_counts(orders: Iterable[Order]) -> dict[str, int]:
    rows = File.objects.filter(document__in=[order.number for order in orders], kind=File.Kind.PHOTO)
    return dict(rows.values_list("document").annotate(Count("id")).order_by())


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that an order needs before its end; `said` is what is known of it already."""

    label: Any
    said: str = ""
    done: bool = False


def needed(order: Order, photos: int) -> list[Needed]:
    """What there is to look at, to note and to have signed before one leaves (clause B 9)."""
    device = order.case.device
    serial = device.serial if device else ""
    signed = bool(order.voucher.signatures.all())
    return [
        Needed(_("Compare the serial number"), serial),
        Needed(_("Photos: the device and its plate"), str(photos) if photos else "", photos > 0),
        Needed(_("Cause"), str(order.cause or ""), order.cause_id is not None),
        Needed(_("Remedy"), str(order.remedy or ""), order.remedy_id is not None),
        Needed(
            _("Report and result"), order.get_result_display() if order.result else "", bool(order.result)
        ),
        Needed(_("Signature of the customer"), "", signed and order.state in DONE),
    ]


@dataclass(frozen=True, slots=True)
class Visit:
    """Of another unit's visit one learns when it was and what came of it, not who wrote what."""

    order: Order
    in_full: bool


def before(order: Order, actor: Actor) -> list[Visit]:
    """What was done for the same device, or else for the same customer, in earlier visits; the last first."""
    case = order.case
    rows = Order.objects.exclude(pk=order.pk).filter(finished_at__isnull=False)
    if case.device_id:
        rows = rows.filter(case__device_id=case.device_id)
    elif case.customer_id:
        rows = rows.filter(case__customer_id=case.customer_id)
    else:
        return []
    units = actor.units("service.see")
    return [
        Visit(row, units is None or row.unit_id in units | {order.unit_id})
        for row in rows.select_related("case", "cause", "remedy", "technician").order_by("-finished_at")[:5]
    ]
