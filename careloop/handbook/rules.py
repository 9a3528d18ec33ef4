"""docs/rules.md: every named value with its unit, sentence and clause."""

import json
from decimal import Decimal
from itertools import groupby

from careloop.handbook.table import table
from careloop.kit.rules.values import Amount, Value, all_values

REGULATIONS = {
    "B": "a company with a service centre and branches: dispatch, vouchers, customer opinion (Spanish)",
    "C": "an enterprise certified for after-sales service: posts, resources, supervision (Chinese)",
    "D": "a car dealership: posts, service flow, parts, warehouse, customer care (Chinese)",
    "E": "an enterprise service regime: process, assessment, training, emergencies (Chinese)",
    "M": "a manufacturer with regional centres and dealers (Chinese)",
}

HEAD = """# Rules

Every number that a regulation sets has a name; it stands in the `rules.py` of its domain and nowhere else.
The value below is what the regulation says. A company puts its own into force from a date on, with an
approval and a reason; old cases keep the value they began under. `careloop rule NAME` shows a rule with
its history.

"""


def page() -> str:
    parts = [HEAD, "## Clauses\n\n", "The letter names the regulation, the rest its clause.\n\n"]
    parts.append(table(["letter", "regulation"], REGULATIONS.items()))
    for domain, values in groupby(all_values(), key=lambda value: value.name.split(".")[0]):
        parts.append(f"\n## {domain}\n\n")
        parts.append(table(["rule", "value", "unit", "what it says", "clause"], map(_row, values)))
    return "".join(parts)


def _row(value: Value) -> list[str]:
    return [f"`{value.name}`", said(value.default), value.unit, value.sentence, value.clause]


def said(amount: Amount) -> str:
    if isinstance(amount, bool):
        return "yes" if amount else "no"
    if isinstance(amount, list | dict):
        return f"`{json.dumps(amount, ensure_ascii=False, default=_number)}`"
    return str(amount)


def _number(amount: object) -> str:
    if isinstance(amount, Decimal):
        return str(amount)
    raise TypeError(f"A rule cannot hold {amount!r}.")
