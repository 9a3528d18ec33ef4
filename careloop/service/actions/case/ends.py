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
    if other == case.number or not Case.objects.visible_to(actor).filter(number=other).exists():
        raise NotThatCase(errors={"other": [NotThatCase.sentence]})
    told = {"other": other}
    _end_before_work(case, "mark_duplicate", Case.Outcome.DUPLICATE, actor, at, told=told, duplicate_of=other)


def _end_before_work(
    case: Case, step: str, outcome: str, actor: Actor, at: datetime, *, told: dict[str, Any], **columns: Any
) -> None:
    refuse_open_tasks(case)
    end(case, step, outcome, actor, at, told=told, **columns)
    orders.cancel_all(case, actor=actor, at=at)
