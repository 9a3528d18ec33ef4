"""What the technician does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from careloop.catalog.models import FaultCode
from careloop.kit import files
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, NotAllowed, action, allowed, hold, take
from careloop.service import queries
from careloop.service.actions.order.assignments import end_assignments, end_help
from careloop.service.lifecycles import ORDER
from careloop.service.models import Assignment, HelpRequest, Order
from careloop.service.permissions import PERFORM


@action
def accept(order: Order, *, actor: Actor, at: datetime) -> None:
    take(ORDER, "accept", order, actor=actor, at=at)


@action
def refuse(order: Order, *, reason: str, actor: Actor, at: datetime) -> None:
    """The technician cannot take it; it goes back to the head of the director's list.

    A second technician who cannot come along takes nothing from the first.
    """
    as_it_stands, me = hold(ORDER, order), actor.performed_by_id or actor.person_id
    if me and order.assignments.filter(until_at=None, person_id=me, role=Assignment.Role.SECOND).exists():
        if not allowed(PERFORM, as_it_stands, actor):
            raise NotAllowed
        take(ORDER, "refuse_as_second", order, actor=actor, at=at, told={"why": reason})
        end_assignments(order, at, Assignment.End.REFUSED, person_id=me)
        return
    columns = {"technician": None, "window_from": None, "window_until": None}
    take(ORDER, "refuse", order, actor=actor, at=at, told={"why": reason}, columns=columns)
    end_assignments(order, at, Assignment.End.REFUSED, role=Assignment.Role.LEAD)
    end_assignments(order, at, Assignment.End.CANCELLED)
    end_help(order, at, HelpRequest.End.REFUSED)


@action
def set_out(order: Order, *, actor: Actor, at: datetime) -> None:
    take(ORDER, "set_out", order, actor=actor, at=at, columns={"set_out_at": at})


@action
def arrive(order: Order, *, actor: Actor, at: datetime) -> None:
    """Stops the arrival clock and keeps whether it was in time (clause B 19)."""
    hold(ORDER, order)
    due_at = queries.arrival_due(order)
    columns: dict[str, Any] = {}
    if order.arrived_at is None:
        columns = {"arrived_at": at, "on_time": at <= due_at if due_at else None}
    take(ORDER, "arrive", order, actor=actor, at=at, columns=columns)


@action
def wait(order: Order, *, reason: str, actor: Actor, at: datetime, note: str = "") -> None:
    """The work stops for a recorded reason, and with it the time to solve the case (E targets 4)."""
    told = {"why": tell.word(queries.wait_word(reason)), "note": note}
    take(ORDER, "wait", order, actor=actor, at=at, told=told, pause_reason=reason)


@action
def go_on(order: Order, *, actor: Actor, at: datetime) -> None:
    take(ORDER, "go_on", order, actor=actor, at=at)


@action
def finish(
    order: Order,
    *,
    result: str,
    report: str,
    actor: Actor,
    at: datetime,
    cause: FaultCode | None = None,
    remedy: FaultCode | None = None,
    travel_minutes: int = 0,
    work_minutes: int = 0,
    photos: Sequence[UploadedFile | UUID] = (),
) -> None:
    """The work is done: result, what it was and what was done, hours, photos (clause B 9)."""
    columns = {
        "result": result,
        "report": report.strip(),
        "cause": cause,
        "remedy": remedy,
        "travel_minutes": travel_minutes,
        "work_minutes": work_minutes,
        "finished_at": at,
    }
    told = {"result": tell.word(Order.Result(result).label), "report": report.strip()}
    take(ORDER, "finish", order, actor=actor, at=at, told=told, columns=columns)
    end_help(order, at, HelpRequest.End.FINISHED)
    files.attach(_taken(photos, actor, at), order.number, actor=actor, kind="photo")


def _taken(photos: Sequence[UploadedFile | UUID], actor: Actor, at: datetime) -> list[UUID]:
    """Their ids; those that come along with the form are taken in first."""
    return [
        photo if isinstance(photo, UUID) else files.take(photo, actor=actor, at=at, kind="photo").pk
        for photo in photos
    ]
