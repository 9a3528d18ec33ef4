from typing import Any

from careloop.service.models import Order


def voucher_content(order: Order) -> dict[str, Any]:
    """What the customer signs: who, what, when, with which result. Its hash stands beside the signature."""
    case = order.case
    return {
        "voucher": order.voucher.number,
        "order": order.number,
        "case": case.number,
        "customer": case.customer.number if case.customer else "",
        "device": case.device.number if case.device else "",
        "kind": order.kind,
        "problem": case.description,
        "result": order.result,
        "report": order.report,
        "arrived_at": order.arrived_at.isoformat() if order.arrived_at else "",
        "finished_at": order.finished_at.isoformat() if order.finished_at else "",
        "work_minutes": order.work_minutes,
        "travel_minutes": order.travel_minutes,
        "technician": order.technician.name if order.technician else "",
    }
