from datetime import datetime
from typing import Any

from careloop.service.models import Order


def end_assignments(order: Order, at: datetime, end: str, **of: Any) -> None:
    """Whoever works on the order, or those `of` them, do so no longer; `end` is an `Assignment.End`."""
    order.assignments.filter(until_at=None, **of).update(until_at=at, end=end)
    order.forget_performers()


def end_help(order: Order, at: datetime, end: str) -> None:
    """Nobody waits for help on it any more; `end` is a `HelpRequest.End`. Its clock stops with the step."""
    order.help_requests.filter(ended_at=None).update(ended_at=at, end=end)
