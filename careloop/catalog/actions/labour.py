from datetime import date, datetime
from decimal import Decimal
from typing import Any

from careloop.catalog.actions import master
from careloop.catalog.models import Family, LabourOperation
from careloop.kit.lifecycle.verbs import Actor, action


@action
def add(
    *,
    code: str,
    names: dict[str, str],
    minutes: int,
    price: Decimal,
    from_on: date,
    actor: Actor,
    at: datetime,
    family: Family | None = None,
) -> LabourOperation:
    """A new operation, or a new time and price of one from a date on."""
    operation = LabourOperation(
        code=code, names=names, minutes=minutes, price=price, from_on=from_on, family=family
    )
    return master.add("labour", operation, actor=actor, at=at)


@action
def change(operation: LabourOperation, *, actor: Actor, at: datetime, **facts: Any) -> LabourOperation:
    return master.change("labour", operation, facts, actor=actor, at=at)
