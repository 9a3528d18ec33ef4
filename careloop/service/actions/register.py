"""The call register: a line for everybody who turned to us (clause B 8)."""

from datetime import datetime

from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org.models import Unit
from careloop.service import permissions
from careloop.service.models import Call, Case


@action
def enter(
    *, unit: Unit, channel: str, topic: str, case: Case | None, actor: Actor, at: datetime, phone: str = ""
) -> Call:
    require(actor, permissions.TAKE_CALLS, unit.pk)
    return Call.objects.create(
        unit=unit,
        received_at=at,
        channel=channel,
        topic=topic,
        phone=phone,
        case=case,
        customer_id=case.customer_id if case else None,
        taken_by_id=actor.person_id,
    )
