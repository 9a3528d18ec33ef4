"""A rule's value for a moment: the youngest override that was in force then, else the default."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from careloop.kit import resolvers
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
    """The values of these rules at a moment: the unit's own, else that of the nearest unit above that has
    one, else the company's."""
    overrides = OVERRIDES.get()
    return {name: _in_force(name, overrides.get(name, []), at, unit_id) for name in names}


def _in_force(name: str, overrides: list[Override], at: datetime, unit_id: int | None) -> Any:
    default = find(name).default
    # Sorted by moment, so of each unit the last one counts.
    by_unit = {o.unit_id: o.value for o in overrides if o.from_at <= at}
    if not by_unit:
        return default
    above = resolvers.units_above(unit_id) if unit_id is not None else []
    held = next((by_unit[unit] for unit in (*above, None) if unit in by_unit), default)
    return Decimal(str(held)) if isinstance(default, Decimal) else held


def history(name: str) -> list[Override]:
    return list(reversed(OVERRIDES.get().get(name, [])))


def overridden() -> list[str]:
    return [v.name for v in all_values() if OVERRIDES.get().get(v.name)]
