"""A rule's value for a moment: the youngest override that was in force then, else the default."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from careloop.kit.epochs.copy import Copy
from careloop.kit.rules.models import Override
from careloop.kit.rules.values import all_values, find


def _load() -> dict[str, list[Override]]:
    by_name: dict[str, list[Override]] = defaultdict(list)
    for override in Override.objects.order_by("from_at", "id"):
        by_name[override.name].append(override)
    return dict(by_name)


OVERRIDES: Copy[dict[str, list[Override]]] = Copy("rules", _load)


def value(name: str, at: datetime, unit_id: int | None = None) -> Any:
    return values([name], at, unit_id)[name]


def values(names: Iterable[str], at: datetime, unit_id: int | None = None) -> dict[str, Any]:
    """The values of these rules at a moment. An override of the unit wins over one of the whole company."""
    overrides = OVERRIDES.get()
    return {name: _in_force(name, overrides.get(name, []), at, unit_id) for name in names}


def _in_force(name: str, overrides: list[Override], at: datetime, unit_id: int | None) -> Any:
    default = find(name).default
    fitting = [o for o in overrides if o.from_at <= at and o.unit_id in (None, unit_id)]
    if not fitting:
        return default
    # Sorted by moment already, so of each kind the last one counts.
    own = [o for o in fitting if o.unit_id is not None]
    held = (own or fitting)[-1].value
    return Decimal(str(held)) if isinstance(default, Decimal) else held


def history(name: str) -> list[Override]:
    return list(reversed(OVERRIDES.get().get(name, [])))


def overridden() -> list[str]:
    return [v.name for v in all_values() if OVERRIDES.get().get(v.name)]
