"""Who pays, which unit has it, what colleagues note on it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from careloop.kit import clocks
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, take
from careloop.org.models import Unit
from careloop.service.actions import order as orders
from careloop.service.lifecycles import CASE
from careloop.service.models import Case


class SameUnit(Unacceptable):
    sentence = _("The case is with this unit already.")


@action
def change_kind(case: Case, *, kind: str, reason: str, actor: Actor, at: datetime) -> None:
    """Who pays was proposed; whoever may changes it, with a reason (B 6)."""
    told = {"kind": tell.word(Case.Kind(kind).label), "why": reason}
    columns = {"kind": kind, "kind_why": "chosen", "kind_facts": {"reason": reason}}
    take(CASE, "change_kind", case, actor=actor, at=at, told=told, columns=columns)
    orders.set_kind(case, kind=kind)


@action
def pass_on(case: Case, *, unit: Unit, reason: str, actor: Actor, at: datetime) -> None:
    """Another unit has it from now on: the number stays, the clocks are counted by that unit's hours."""
    if unit.pk == case.unit_id:
        raise SameUnit
    told = {"unit": tell.names(unit.names), "why": reason}
    take(CASE, "pass_on", case, actor=actor, at=at, told=told, columns={"unit": unit})
    for number in (case.number, *orders.move_to(case, unit=unit)):
        clocks.move(number, unit_id=unit.pk, at=at)


@action
def write(case: Case, *, text: str, actor: Actor, at: datetime) -> None:
    take(CASE, "write", case, actor=actor, at=at, told={"text": text}, tone="internal")
