"""A call opens a case; the manager assesses it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from careloop.customers.models import Customer, Device
from careloop.kit import numbering
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, action, begin, take
from careloop.org.models import Unit
from careloop.service import queries
from careloop.service.actions import order as orders
from careloop.service.actions import register
from careloop.service.actions.told import Matter
from careloop.service.lifecycles import CASE, RESOLUTION, RESPONSE
from careloop.service.models import Call, Case
from careloop.service.rules import Proposal

TITLE_LENGTH = 60


@action
def open(
    *,
    unit: Unit,
    matter: Matter,
    actor: Actor,
    at: datetime,
    customer: Customer | None = None,
    device: Device | None = None,
    topic: str = Call.Topic.NEW,
) -> Case:
    """A call opens a case, with who pays proposed, and an order with its voucher (clauses B 6, B 8).
    The arrival clock starts with the order, at `at`: it runs from the call (B 19). A consultation is answered
    at once by whoever opens it."""
    case = Case(
        number=_draw("SC", unit, at),
        unit=unit,
        taken_by_unit=unit,
        channel=matter.channel,
        opened_at=at,
        opened_by_id=actor.person_id,
        customer=customer,
        device=device,
        family=matter.family or queries.family_of(device),
        symptom=matter.symptom,
        address=matter.address,
        zone=matter.zone,
        preferred_time=matter.preferred_time,
        title=matter.title.strip() or _first_line(matter.description),
        description=matter.description.strip(),
        urgent=matter.urgent,
        **_who_pays(queries.proposal(customer, device, unit, at), matter.kind, matter.kind_reason),
    )
    told = {"kind": tell.word(case.get_kind_display())}
    limits = {RESPONSE.name: queries.response_limit(case.urgent, at, unit.pk)}
    step = "open_consultation" if topic == Call.Topic.CONSULTATION else "open"
    begin(CASE, step, case, actor=actor, at=at, told=told, limits=limits)
    register.enter(
        unit=unit, channel=case.channel, topic=topic, phone=matter.phone, case=case, actor=actor, at=at
    )
    orders.open(case, actor=actor, at=at)
    return case


def _who_pays(proposal: Proposal, chosen: str, reason: str) -> dict[str, Any]:
    """As proposed, or as chosen by hand with a reason (B 6)."""
    if chosen and chosen != proposal.kind:
        return {"kind": chosen, "kind_why": "chosen", "kind_facts": {"reason": reason}}
    return {"kind": proposal.kind, "kind_why": proposal.why, "kind_facts": proposal.facts}


@action
def assess(case: Case, *, severity: str, complexity: str, actor: Actor, at: datetime) -> None:
    """The manager judges severity and complexity, which sets the time to solve it (E process 2.1)."""
    columns = {"severity": severity, "complexity": complexity}
    told = {
        "severity": tell.word(Case.Severity(severity).label),
        "complexity": tell.word(Case.Complexity(complexity).label),
    }
    limits = {RESOLUTION.name: queries.resolution_limit(complexity, case.opened_at, case.unit_id)}
    take(CASE, "assess", case, actor=actor, at=at, told=told, limits=limits, columns=columns)


def _draw(kind: str, unit: Unit, at: datetime) -> str:
    return numbering.draw(kind, unit.code, at.astimezone(ZoneInfo(unit.time_zone)).year)


def _first_line(description: str) -> str:
    line = next((line.strip() for line in description.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"
