"""An order begins with its case and ends with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from careloop.kit import numbering
from careloop.kit.lifecycle.verbs import Actor, action, begin, take
from careloop.org.models import Unit
from careloop.service import queries
from careloop.service.actions.order.assignments import end_assignments, end_help
from careloop.service.lifecycles import ARRIVAL, ORDER
from careloop.service.models import Assignment, Case, HelpRequest, Order, Voucher


@action
def open(case: Case, *, actor: Actor, at: datetime) -> Order:
    """A job for the unit that has the case, with its voucher; its arrival clock runs from `at`."""
    year = at.astimezone(ZoneInfo(case.unit.time_zone)).year
    order = Order(
        number=numbering.draw("WO", case.unit.code, year),
        case=case,
        unit=case.unit,
        kind=case.kind,
        round=case.round,
        opened_at=at,
        zone=case.zone,
    )
    voucher = Voucher(number=numbering.draw("SV", case.unit.code, year))
    limits = {ARRIVAL.name: queries.arrival_limit(case.zone, case.opened_at, case.unit_id)}
    told = {"order": order.number, "voucher": voucher.number}
    begin(ORDER, "open", order, actor=actor, at=at, told=told, limits=limits)
    voucher.order = order
    voucher.save(force_insert=True)
    return order


@action
def cancel(order: Order, *, actor: Actor, at: datetime) -> None:
    take(ORDER, "cancel", order, actor=actor, at=at)
    end_assignments(order, at, Assignment.End.CANCELLED)
    end_help(order, at, HelpRequest.End.CANCELLED)


def cancel_all(case: Case, *, actor: Actor, at: datetime) -> None:
    for order in case.orders.filter(state__in=ORDER.step("cancel").from_):
        cancel(order, actor=actor, at=at)


def set_kind(case: Case, *, kind: str) -> None:
    case.orders.filter(state__in=ORDER.open_states).update(kind=kind)


def move_to(case: Case, *, unit: Unit) -> list[str]:
    """The open orders go along to the unit; returns their numbers."""
    open_orders = case.orders.filter(state__in=ORDER.open_states)
    numbers = list(open_orders.values_list("number", flat=True))
    open_orders.update(unit=unit)
    return numbers
