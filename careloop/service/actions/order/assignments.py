from datetime import datetime

from careloop.service.models import Order


def end_assignments(order: Order, at: datetime, end: str) -> None:
    """Whoever works on the order does so no longer; `end` is an `Assignment.End`."""
    order.assignments.filter(until_at=None).update(until_at=at, end=end)
    order.forget_performers()
