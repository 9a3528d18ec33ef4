from datetime import datetime
from typing import Any

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, action, require, require_everywhere, whole
from careloop.org import permissions
from careloop.org.models import Unit, Zone


@action
def add(
    *,
    code: str,
    kind: str,
    names: dict[str, str],
    parent: Unit | None,
    actor: Actor,
    at: datetime,
    **facts: Any,
) -> Unit:
    if parent is None:
        require_everywhere(actor, permissions.MANAGE_UNITS)
    else:
        require(actor, permissions.MANAGE_UNITS, parent.pk)
    unit = Unit(code=code, kind=kind, names=names, parent=parent, **facts)
    whole(unit).save(force_insert=True)
    move("org")
    journal.record(
        "org.unit.add", document=f"unit:{code}", actor=actor, at=at, told={"unit": tell.names(names)}
    )
    return unit


@action
def add_zone(
    unit: Unit, *, kind: str, names: dict[str, str], words: list[str], actor: Actor, at: datetime
) -> Zone:
    require(actor, permissions.MANAGE_UNITS, unit.pk)
    zone = Zone(unit=unit, kind=kind, names=names, words=words)
    whole(zone).save(force_insert=True)
    move("org")
    journal.record(
        "org.zone.add",
        document=f"unit:{unit.code}",
        actor=actor,
        at=at,
        told={"zone": tell.names(names), "kind": tell.word(zone.get_kind_display())},
    )
    return zone
