"""Calls for help, and their answers."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.verbs import Actor, WrongMoment, action, hold, take
from careloop.org.models import Person
from careloop.service import queries
from careloop.service.actions.order.assignments import end_help
from careloop.service.actions.order.dispatching import join
from careloop.service.lifecycles import HELP, ORDER
from careloop.service.models import HelpRequest, Order


class NobodyAskedForHelp(WrongMoment):
    sentence = _("Nobody waits for help on this order.")


class HelpIsAskedAlready(WrongMoment):
    sentence = _("Help has been asked for already and is not answered yet.")


@action
def ask_help(order: Order, *, need: str, actor: Actor, at: datetime) -> None:
    """What cannot be done in time is reported to the director at once (clause B 14)."""
    hold(ORDER, order)
    if order.help_requests.filter(ended_at=None).exists():
        raise HelpIsAskedAlready
    asker = actor.performed_by_id or actor.person_id or order.technician_id
    assert asker is not None
    # First, so that whoever is told by the step can be told what is needed.
    HelpRequest.objects.create(order=order, asked_by_id=asker, asked_at=at, need=need)
    limits = {HELP.name: queries.help_limit(order.case.opened_at, order.unit_id)}
    take(ORDER, "ask_help", order, actor=actor, at=at, told={"need": need}, limits=limits)


@action
def answer_help(
    order: Order, *, answer: str, actor: Actor, at: datetime, technician: Person | None = None
) -> None:
    hold(ORDER, order)
    waiting = order.help_requests.filter(ended_at=None)
    if not waiting.update(answered_by_id=actor.person_id, answered_at=at, answer=answer):
        raise NobodyAskedForHelp
    end_help(order, at, HelpRequest.End.ANSWERED)
    take(ORDER, "answer_help", order, actor=actor, at=at, told={"answer": answer})
    if technician is not None:
        join(order, technician=technician, actor=actor, at=at)
