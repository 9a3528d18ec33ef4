from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.catalog.actions import master
from careloop.catalog.models import Family, FaultCode
from careloop.catalog.queries import chain
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action


class NotItsTree(Unacceptable):
    sentence = _("A fault code hangs below one of the same kind, of the same family or one above.")


@action
def add(
    *,
    kind: str,
    code: str,
    names: dict[str, str],
    actor: Actor,
    at: datetime,
    family: Family | None = None,
    parent: FaultCode | None = None,
) -> FaultCode:
    fault = FaultCode(kind=kind, code=code, names=names, family=family, parent=parent)
    _check_parent(fault, parent)
    return master.add("fault", fault, actor=actor, at=at)


@action
def change(fault: FaultCode, *, actor: Actor, at: datetime, **facts: Any) -> FaultCode:
    parent = facts.get("parent", fault.parent)
    master.outside(fault, parent)
    _check_parent(fault, parent)
    return master.change("fault", fault, facts, actor=actor, at=at)


def _check_parent(fault: FaultCode, parent: FaultCode | None) -> None:
    if parent is None:
        return
    known_here = parent.family_id is None or parent.family_id in chain(fault.family_id)
    if parent.kind != fault.kind or not known_here:
        raise NotItsTree(errors={"parent": [NotItsTree.sentence]})
