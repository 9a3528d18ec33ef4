from dataclasses import dataclass, field

from django.db.models import Q

from careloop.catalog.models import FaultCode
from careloop.catalog.queries.families import chain


@dataclass
class Fault:
    row: FaultCode
    children: list["Fault"] = field(default_factory=list)


def fault_tree(family_id: int | None, kind: str) -> list[Fault]:
    """The codes for a family: its own, those of the families above, and the general ones; one query.

    Where a family has a code of its own, the same code of a family above is left out, and what hung
    below that one hangs below its own.
    """
    families = chain(family_id)
    rows = list(
        FaultCode.objects.filter(Q(family__in=families) | Q(family=None), kind=kind).order_by("code", "id")
    )
    nearness = {pk: place for place, pk in enumerate(families)}
    rows.sort(key=lambda row: nearness.get(row.family_id, len(families)))
    nearest: dict[str, Fault] = {}
    stands_for: dict[int, Fault] = {}
    for row in rows:
        stands_for[row.pk] = nearest.setdefault(row.code, Fault(row))
    return _hung(nearest, stands_for)


def _hung(faults: dict[str, Fault], stands_for: dict[int, Fault]) -> list[Fault]:
    roots: list[Fault] = []
    for _code, fault in sorted(faults.items()):
        parent = stands_for.get(fault.row.parent_id) if fault.row.parent_id else None
        siblings = roots if parent is None or parent is fault else parent.children
        siblings.append(fault)
    return roots
