"""How long a clock may run. A case keeps the values that it began under (B 5): `began_at` is when it was opened,
however much later a clock of it starts."""

from datetime import datetime, timedelta
from typing import Literal

from careloop.kit.clocks import Limit
from careloop.kit.rules import Value, lookup
from careloop.org.models import Zone
from careloop.service import rules


def arrival_limit(zone: Zone | None, began_at: datetime, unit_id: int) -> Limit:
    """By the class of the address's zone; an address without a zone counts as town, the strictest."""
    rule = rules.ARRIVAL_OF_ZONE[zone.kind if zone else Zone.Kind.TOWN]
    hours = lookup.value(rule.name, began_at, unit_id)
    counted: Literal["working", "always"] = "always" if rule is rules.ARRIVAL_REMOTE else "working"
    return Limit(timedelta(hours=hours), counted, rule.name, hours)


def response_limit(urgent: bool, began_at: datetime, unit_id: int) -> Limit:
    return _in_minutes(rules.RESPONSE_URGENT if urgent else rules.RESPONSE, began_at, unit_id)


def resolution_limit(complexity: str, began_at: datetime, unit_id: int) -> Limit:
    """Given in working days; a day counts as so many working hours as the rule says."""
    rule = rules.RESOLUTION_COMPLEX if complexity == "complex" else rules.RESOLUTION_SIMPLE
    held = lookup.values([rule.name, rules.HOURS_OF_A_DAY.name], began_at, unit_id)
    hours = timedelta(hours=float(held[rule.name] * held[rules.HOURS_OF_A_DAY.name]))
    return Limit(hours, "working", rule.name, held[rule.name])


def help_limit(began_at: datetime, unit_id: int) -> Limit:
    return _in_minutes(rules.HELP_ANSWER, began_at, unit_id)


def _in_minutes(rule: Value, began_at: datetime, unit_id: int) -> Limit:
    minutes = lookup.value(rule.name, began_at, unit_id)
    return Limit(timedelta(minutes=minutes), "working", rule.name, minutes)
