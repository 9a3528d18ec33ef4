"""Wrong person: who may take a step, and who may enter what happened earlier or what another did."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit import resolvers
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.permission import Permission
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable

CATCH_UP = Permission("catch_up", _("enter what happened earlier, or what another did, with a reason"))

# What is entered within this time counts as entered when it happened.
AT_ONCE = timedelta(minutes=10)
# Clocks of phones and servers differ a little.
AHEAD = timedelta(minutes=2)


def require(actor: Actor, permission: Permission, unit_id: int | None) -> None:
    if not actor.may(permission.code, unit_id):
        raise NotAllowed(_("You need the right to %(what)s."), what=permission.sentence)


def require_everywhere(actor: Actor, permission: Permission) -> None:
    """For what holds in the whole company: a right that is held in one branch alone does not reach it."""
    if actor.units(permission.code) is not None:
        raise NotAllowed(
            _("This holds in the whole company: you need the right to %(what)s there."),
            what=permission.sentence,
        )


def allowed(permission: Permission, row: Any, actor: Actor) -> bool:
    """Whether the actor, or the person they enter it for, may do this to the row."""
    if actor.via == "system":
        return True
    entering_for_another = actor.performed_by_id not in (None, actor.person_id)
    if entering_for_another and not actor.may(CATCH_UP.code, row.unit_id):
        return False
    if not permission.relation:
        return actor.may(permission.code, row.unit_id)
    who = actor.performed_by_id or actor.person_id
    if who not in getattr(row, permission.relation)():
        return False
    return entering_for_another or actor.may(permission.code, row.unit_id)


def check_entry(permission: Permission | None, row: Any, actor: Actor, at: datetime) -> None:
    """What is entered for the past, or for another, takes a capability and a reason; and the other must be
    somebody who may do it."""
    if at > actor.entered_at + AHEAD:
        raise Unacceptable(errors={"at": [_("This moment lies in the future.")]})
    late = at < actor.entered_at - AT_ONCE
    for_another = actor.performed_by_id not in (None, actor.person_id)
    if actor.via == "system" or not (late or for_another):
        return
    if not actor.may(CATCH_UP.code, row.unit_id):
        raise NotAllowed(_("You need the right to %(what)s."), what=CATCH_UP.sentence)
    if not actor.reason.strip():
        raise Unacceptable(errors={"entry_reason": [_("Say why it is entered later, or for another.")]})
    if for_another and permission is not None and not permission.relation:
        _check_performer(permission, row, actor, at)


def _check_performer(permission: Permission, row: Any, actor: Actor, at: datetime) -> None:
    performer = actor.performed_by_id
    assert performer is not None
    if not resolvers.person_may(performer, permission.code, row.unit_id, at):
        name = resolvers.person_names([performer]).get(performer, "")
        told = _("%(name)s may not do this here, so it cannot be entered for them.") % {"name": name}
        raise Unacceptable(errors={"performed_by": [told]})
