"""Who is sent, and when."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, WrongMoment, action, hold, take
from careloop.kit.names import listed
from careloop.org.models import Person
from careloop.service import queries, rules
from careloop.service.actions.order.assignments import end_assignments, end_help
from careloop.service.lifecycles import CASE, ORDER, RESOLUTION
from careloop.service.models import Assignment, HelpRequest, Order


class AssessFirst(WrongMoment):
    sentence = _("The case is assessed first, then dispatched.")


class NotTheRightTechnician(Unacceptable):
    sentence = _("%(technician)s cannot be sent: %(why)s.")


class WorksOnItAlready(Unacceptable):
    sentence = _("%(technician)s works on it already.")


@action
def dispatch(
    order: Order,
    *,
    technician: Person,
    window_from: datetime,
    window_until: datetime,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> None:
    """The director sends a technician who has the skill and is on shift (clauses B 8, B 18)."""
    hold(ORDER, order)
    if queries.assess_first(order.case):
        raise AssessFirst
    _give(order, "dispatch", technician, window_from, window_until, note, actor, at)
    _begin_service(order, actor, at)


def _begin_service(order: Order, actor: Actor, at: datetime) -> None:
    """The case is in service from its first dispatch on; unassessed, it counts as simple."""
    case = order.case
    if case.state == "assessed":
        take(CASE, "begin_service", case, actor=actor, at=at, told={"order": order.number})
    elif case.state == "opened":
        limits = {RESOLUTION.name: queries.resolution_limit("simple", case.opened_at, case.unit_id)}
        told = {"order": order.number}
        take(CASE, "begin_unassessed", case, actor=actor, at=at, told=told, limits=limits)


@action
def reassign(
    order: Order,
    *,
    technician: Person,
    window_from: datetime,
    window_until: datetime,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> None:
    """Another leads the work from now on; whoever asked for help leads it no more."""
    _give(order, "reassign", technician, window_from, window_until, note, actor, at)
    end_help(order, at, HelpRequest.End.REASSIGNED)


@action
def join(order: Order, *, technician: Person, actor: Actor, at: datetime) -> None:
    """A second technician works on the order beside the first."""
    if technician.pk in hold(ORDER, order).performer_ids():
        raise WorksOnItAlready(technician=technician.name)
    told = {"technician": tell.person(technician.pk, technician.name)}
    take(ORDER, "join", order, actor=actor, at=at, told=told)
    Assignment.objects.create(order=order, person=technician, role=Assignment.Role.SECOND, from_at=at)
    order.forget_performers()


def _give(
    order: Order,
    step: str,
    technician: Person,
    window_from: datetime,
    window_until: datetime,
    note: str,
    actor: Actor,
    at: datetime,
) -> None:
    _refuse_unfit(order, technician, window_from, window_until, at)
    columns = {
        "technician": technician,
        "window_from": window_from,
        "window_until": window_until,
        "note": note,
        "dispatched_at": at,
    }
    told = {
        "technician": tell.person(technician.pk, technician.name),
        "window": tell.span(window_from, window_until),
    }
    take(ORDER, step, order, actor=actor, at=at, told=told, columns=columns)
    # A second technician stays with it, unless it is they who lead from now on.
    end_assignments(order, at, Assignment.End.REASSIGNED, role=Assignment.Role.LEAD)
    end_assignments(order, at, Assignment.End.REASSIGNED, person=technician)
    Assignment.objects.create(order=order, person=technician, role=Assignment.Role.LEAD, from_at=at)
    order.forget_performers()


def _wrong_with(from_at: datetime, until_at: datetime, zone: ZoneInfo, at: datetime) -> Any:
    if until_at <= from_at:
        return _("The window ends before it begins.")
    if until_at <= at:
        return _("This window is over already.")
    if from_at.astimezone(zone).date() != until_at.astimezone(zone).date():
        return _("The window begins and ends on one day.")
    return None


def _refuse_unfit(
    order: Order, technician: Person, from_at: datetime, until_at: datetime, at: datetime
) -> None:
    if wrong := _wrong_with(from_at, until_at, ZoneInfo(order.unit.time_zone), at):
        raise Unacceptable(errors={"window_until": [wrong]})
    candidate = queries.candidate(order, technician, from_at, until_at, at)
    standing_against = [h for h in rules.hindrances(candidate) if h in rules.FORBIDDING]
    if standing_against:
        why = listed(queries.hindrance_word(h) for h in standing_against)
        raise NotTheRightTechnician(technician=technician.name, why=why)
