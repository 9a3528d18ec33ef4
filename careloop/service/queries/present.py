"""How it stands right now, for lists: the present order of a case, who works on it, what time is left."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from careloop.kit.clocks.left import left_of
from careloop.kit.clocks.queries import running_of
from careloop.kit.lifecycle.table import State
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, Order
from careloop.service.queries.today import clocks_for


def present_orders(cases: Iterable[Case]) -> dict[int, Order]:
    """Per case the order of its present round. One query."""
    rounds = {case.pk: case.round for case in cases}
    orders = Order.objects.filter(case_id__in=rounds).select_related("technician").order_by("id")
    return {order.case_id: order for order in orders if order.round == rounds[order.case_id]}


def give_present(cases: Sequence[Case], now: datetime) -> None:
    """To each its present order, who works on it, and the clock that is due first. Two queries."""
    orders = present_orders(cases)
    running = running_of([case.number for case in cases] + [order.number for order in orders.values()])
    for case in cases:
        shown: Any = case
        order = orders.get(case.pk)
        clocks = running.get(case.number, []) + (running.get(order.number, []) if order else [])
        due = sorted(clocks, key=lambda clock: (clock.due_at is None, clock.due_at))
        shown.present_order = order
        shown.technician = order.technician.name if order and order.technician else ""
        shown.left = left_of(due[0], now) if due else None


def give_left(orders: Sequence[Order], now: datetime) -> None:
    """To each the clock that counts now. One query."""
    clocks = clocks_for(order for order in orders if order.state in ORDER.open_states)
    for order in orders:
        shown: Any = order
        shown.left = left_of(clocks[order.number], now) if order.number in clocks else None


def shown_state(case: Case, order: Order | None) -> State:
    """While the work is under way its order says more than the case."""
    if case.state == "in_service" and order is not None:
        return ORDER.state(order.state)
    return CASE.state(case.state)
