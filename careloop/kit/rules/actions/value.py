from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, NotAllowed, Unacceptable, action
from careloop.kit.rules.models import Override
from careloop.kit.rules.values import Value, find

CAPABILITY = "rules.approve"


class NotInThePast(Unacceptable):
    sentence = _("A rule takes effect from now or later: what has begun keeps the value it began under.")


@action
def set(
    name: str,
    *,
    value: Any,
    from_at: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
    unit_id: int | None = None,
) -> Override:
    """Puts a value into force from a moment on, approved by the actor (clause B 5)."""
    allowed = actor.units(CAPABILITY) is None if unit_id is None else actor.may(CAPABILITY, unit_id)
    if actor.person_id is None or not allowed:
        raise NotAllowed
    if from_at < at:
        raise NotInThePast
    rule = find(name)
    override = Override.objects.create(
        name=name,
        unit_id=unit_id,
        value=_stored(rule, value),
        from_at=from_at,
        approved_by_id=actor.person_id,
        approved_post=actor.post,
        reason=reason,
        entered_at=actor.entered_at,
    )
    move("rules")
    journal.record(
        "rules.value.set",
        document=f"rule:{name}",
        actor=actor,
        at=at,
        told={"rule": name, "value": str(value), "from_at": tell.moment(from_at), "why": reason},
    )
    return override


def _stored(rule: Value, value: Any) -> Any:
    """The value as JSON, of the same kind as the default."""
    kind = type(rule.default)
    try:
        if kind is Decimal:
            return str(Decimal(str(value)))
        if kind is int and not isinstance(value, bool):
            return int(value)
    except (InvalidOperation, ValueError, TypeError) as error:
        raise Unacceptable(errors={"value": [_("This is not a number.")]}) from error
    if not isinstance(value, kind):
        raise Unacceptable(errors={"value": [_("This value is of another kind than the rule.")]})
    return value
