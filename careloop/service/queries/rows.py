"""Cases and orders as programs get them, without a further query for any of them."""

from datetime import datetime
from typing import Any

from careloop.service.models import Case, Order
from careloop.service.queries.payer import reason_for

MOMENTS = ("window_from", "window_until", "set_out_at", "arrived_at", "finished_at")


def case_row(case: Case) -> dict[str, Any]:
    """The case as a row of a list: nothing that needs a further query."""
    return {
        "number": case.number,
        "unit": case.unit.code,
        "state": case.state,
        "changed_at": case.changed_at.isoformat(),
        "opened_at": case.opened_at.isoformat(),
        "channel": case.channel,
        "customer": case.customer.number if case.customer else None,
        "device": case.device.number if case.device else None,
        "address": case.address,
        "zone": case.zone.kind if case.zone else None,
        "title": case.title,
        "description": case.description,
        "urgent": case.urgent,
        "severity": case.severity,
        "complexity": case.complexity,
        "kind": case.kind,
        "kind_reason": reason_for(case),
        "round": case.round,
        "outcome": case.outcome,
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
    }


def order_row(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "case": order.case.number,
        "unit": order.unit.code,
        "kind": order.kind,
        "round": order.round,
        "state": order.state,
        "changed_at": order.changed_at.isoformat(),
        "opened_at": order.opened_at.isoformat(),
        "zone": order.zone.kind if order.zone else None,
        "technician": order.technician.username if order.technician else None,
        **{name: _moment(getattr(order, name)) for name in MOMENTS},
        "on_time": order.on_time,
        "result": order.result,
        "report": order.report,
        "work_minutes": order.work_minutes,
        "travel_minutes": order.travel_minutes,
        "voucher": order.voucher.number,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
