"""The life of a task, step by step (clause E process 2.2)."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from careloop.kit import calendar, numbering, resolvers
from careloop.kit.clocks import Limit
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, begin, take
from careloop.kit.rules.lookup import value
from careloop.org.models import Person, Unit
from careloop.org.queries.people import local_day
from careloop.tasks import rules
from careloop.tasks.lifecycles import ANSWER, TASK
from careloop.tasks.models import Task


class DueTooEarly(Unacceptable):
    sentence = _("An answer cannot be due before it is asked for.")


class NotThatDocument(Unacceptable):
    sentence = _("There is no such document.")


class NothingToClose(Unacceptable):
    sentence = _("Only a case that is open can wait for an answer.")


@action
def ask(
    *,
    unit: Unit,
    owner_unit: Unit,
    title: str,
    actor: Actor,
    at: datetime,
    owner_post: str = "",
    owner: Person | None = None,
    body: str = "",
    due_at: datetime | None = None,
    document: str = "",
    blocking: bool = False,
) -> Task:
    """`unit` asks a person, or whoever holds the post in `owner_unit`, about the document of that number.

    Without `due_at` the rule `tasks.answer` says when. Over a blocking task its document is not closed.
    Raises NotThatDocument, NothingToClose, DueTooEarly.
    """
    _refuse_document(document, blocking, actor)
    due_at, limit = _limit(owner_unit.pk, at, due_at)
    asked_by = actor.performed_by_id or actor.person_id
    task = Task(
        number="-", asking_unit=unit, asked_by_id=asked_by, asked_at=at, due_at=due_at,
        owner_unit=owner_unit, owner_post=owner_post, owner=owner,
        title=title.strip(), body=body, document=document, blocking=blocking,
    )  # fmt: skip
    _check(task)
    task.number = numbering.draw("TK", unit.code, local_day(unit.pk, at).year)
    told = {"owner": _said_owner(task), "title": task.title, "due_at": tell.moment(due_at)}
    begin(TASK, "ask", task, actor=actor, at=at, told=told, limits={ANSWER.name: limit})
    return task


@action
def accept(task: Task, *, actor: Actor, at: datetime) -> None:
    """Whoever accepts it owes it from now on."""
    columns = {"owner_id": actor.performed_by_id or actor.person_id or task.owner_id}
    take(TASK, "accept", task, actor=actor, at=at, told={"title": task.title}, columns=columns)


@action
def answer(task: Task, *, answer: str, actor: Actor, at: datetime) -> None:
    if not answer.strip():
        raise Unacceptable(errors={"answer": [_("Write the answer.")]})
    columns = {"answer": answer, "owner_id": actor.performed_by_id or actor.person_id or task.owner_id}
    told = {"title": task.title, "answer": answer}
    take(TASK, "answer", task, actor=actor, at=at, told=told, columns=columns)


@action
def check(task: Task, *, actor: Actor, at: datetime) -> None:
    """The answer serves; the task is closed."""
    take(TASK, "check", task, actor=actor, at=at, told={"title": task.title})


@action
def send_back(task: Task, *, why: str, actor: Actor, at: datetime, due_at: datetime | None = None) -> None:
    """The answer does not serve: it is owed again, until a new moment."""
    due_at, limit = _limit(task.owner_unit_id, at, due_at)
    told = {"title": task.title, "why": why, "due_at": tell.moment(due_at)}
    take(
        TASK, "send_back", task, actor=actor, at=at, told=told,
        columns={"due_at": due_at}, limits={ANSWER.name: limit},
    )  # fmt: skip


@action
def withdraw(task: Task, *, why: str, actor: Actor, at: datetime) -> None:
    take(TASK, "withdraw", task, actor=actor, at=at, told={"title": task.title, "why": why})


def _refuse_document(document: str, blocking: bool, actor: Actor) -> None:
    """What one may not see does not exist, and nobody blocks it."""
    if document and (numbering.parse(document) is None or not resolvers.may_see(document, actor)):
        raise NotThatDocument(errors={"document": [NotThatDocument.sentence]})
    if blocking and not resolvers.keep_open(document):
        raise NothingToClose(errors={"blocking": [NothingToClose.sentence]})


def _limit(unit_id: int, at: datetime, due_at: datetime | None) -> tuple[datetime, Limit]:
    """A named moment is counted in every hour, the rule's time in the working hours of the unit that owes."""
    if due_at is not None:
        if due_at <= at:
            raise DueTooEarly(errors={"due_at": [DueTooEarly.sentence]})
        return due_at, Limit(due_at - at, "always")
    hours = value(rules.ANSWER.name, at, unit_id)
    amount = timedelta(hours=hours)
    due_at = calendar.add(resolvers.calendar_of(unit_id, at), at, amount)
    return due_at, Limit(amount, "working", rules.ANSWER.name, hours)


def _check(task: Task) -> None:
    if task.owner is None and not task.owner_post:
        raise Unacceptable(errors={"owner": [_("Name a person or a post.")]})
    try:
        task.clean_fields(exclude={"asking_unit", "owner_unit", "owner", "asked_by", "state", "changed_at"})
    except ValidationError as error:
        raise Unacceptable(errors=error.message_dict) from error


def _said_owner(task: Task) -> Any:
    if task.owner is not None:
        return tell.person(task.owner.pk, task.owner.name)
    return tell.names(task.owner_unit.names)
