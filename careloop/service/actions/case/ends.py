"""Other endings, each with its own proof."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action
from careloop.service.actions import order as orders
from careloop.service.actions.case.ending import end, refuse_open_tasks
from careloop.service.models import Case


class NotThatCase(Unacceptable):
    sentence = _("There is no such case, or it is this one.")


class ClosedAlready(Unacceptable):
    sentence = _("%(number)s is closed: nobody works on it. Handle that one again, or go on with this one.")


@action
def solve_by_phone(case: Case, *, advice: str, actor: Actor, at: datetime) -> None:
    _end_before_work(case, "solve_by_phone", Case.Outcome.BY_PHONE, actor, at, told={"advice": advice})


@action
def consult(case: Case, *, advice: str, actor: Actor, at: datetime) -> None:
    _end_before_work(case, "consult", Case.Outcome.CONSULTATION, actor, at, told={"advice": advice})


@action
def decline(case: Case, *, reason: str, actor: Actor, at: datetime) -> None:
    _end_before_work(case, "decline", Case.Outcome.DECLINED, actor, at, told={"why": reason})


@action
def withdraw(case: Case, *, reason: str, actor: Actor, at: datetime) -> None:
    _end_before_work(case, "withdraw", Case.Outcome.WITHDRAWN, actor, at, told={"why": reason})


@action
def mark_duplicate(case: Case, *, other: str, actor: Actor, at: datetime) -> None:
    """The matter goes on in the other case, or in the one that the other is a duplicate of. That one must be
    open, or what the customer reported would end without an outcome (E process 4.2, closed loop)."""
    original = _original(case, other, actor).number
    told = {"other": original}
    _end_before_work(
        case, "mark_duplicate", Case.Outcome.DUPLICATE, actor, at, told=told, duplicate_of=original
    )


def _original(case: Case, number: str, actor: Actor) -> Case:
    """The open case in which the matter goes on; held together with this one, in one order for everybody."""
    if not Case.objects.visible_to(actor).filter(number=number).exists():
        raise NotThatCase(errors={"other": [NotThatCase.sentence]})
    passed: set[str] = set()
    while number and number not in passed:
        passed.add(number)
        found = number
        number = Case.objects.values_list("duplicate_of", flat=True).get(number=found)
    if case.number in passed:
        raise NotThatCase(errors={"other": [NotThatCase.sentence]})
    both = Case.objects.select_for_update(no_key=True).filter(number__in=(case.number, found)).order_by("pk")
    original = next(row for row in both if row.number == found)
    if original.state == "closed":
        raise ClosedAlready(errors={"other": [ClosedAlready.sentence % {"number": found}]})
    return original


def _end_before_work(
    case: Case, step: str, outcome: str, actor: Actor, at: datetime, *, told: dict[str, Any], **columns: Any
) -> None:
    refuse_open_tasks(case)
    end(case, step, outcome, actor, at, told=told, **columns)
    orders.cancel_all(case, actor=actor, at=at)
