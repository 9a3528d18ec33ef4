from collections.abc import Collection
from datetime import date

from careloop.org import queries as org
from careloop.org.models import Unit, Zone
from careloop.org.queries.people import units_with
from careloop.service.permissions import PERFORM


def out_of_reach(unit_ids: Collection[int] | None, day: date) -> list[tuple[Zone, Unit]]:
    """Zones of open units from which nobody can be sent, each with its unit (clause C 1.3.3.3).

    `unit_ids` are the units that are asked about; None means all.
    """
    manned = units_with(PERFORM.code, day)
    tree = org.TREE.get()
    return [
        (zone, unit)
        for unit in tree.units.values()
        if unit.closed_on is None and unit.pk not in manned and (unit_ids is None or unit.pk in unit_ids)
        for zone in org.zones_of(unit.pk)
    ]
