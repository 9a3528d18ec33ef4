"""What people of the house are told inside the program."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit import journal, resolvers
from careloop.kit.clocks.models import Alarm
from careloop.kit.clocks.read import rungs_of
from careloop.kit.journal import tell
from careloop.kit.journal.words import register
from careloop.kit.lifecycle.actor import Actor, System
from careloop.kit.lifecycle.reactions import Reaction
from careloop.kit.notices import Recipient, send
from careloop.org.queries.people import POSTS
from careloop.service.models import Order
from careloop.tasks.models import Task

register("clock.told_instead", _("“%(clock)s”: nobody holds the post %(post)s; told %(instead)s instead"))
register(
    "clock.told_nobody",
    _("“%(clock)s”: nobody was told, as nobody holds %(post)s or another post of its ladder"),
)


def tell_technician(order: Order, *, actor: Actor, at: datetime) -> None:
    if order.technician_id:
        _tell([order.technician_id], "service.order.given", order, at, _order_params(order))


def tell_directors(name: str) -> Reaction:
    def reaction(order: Order, *, actor: Actor, at: datetime) -> None:
        people = resolvers.people_in_post("director", order.unit_id, at)
        _tell(people, name, order, at, _order_params(order) | {"who": actor.name})

    return reaction


def tell_directors_of_help(order: Order, *, actor: Actor, at: datetime) -> None:
    people = resolvers.people_in_post("director", order.unit_id, at)
    _tell(people, "service.order.ask_help", order, at, _help_params(order, actor))


def tell_performers_of_help(order: Order, *, actor: Actor, at: datetime) -> None:
    _tell(order.performer_ids(), "service.order.answer_help", order, at, _help_params(order, actor))


def tell_owers(task: Task, *, actor: Actor, at: datetime) -> None:
    params = {"title": task.title, "due_at": task.due_at, "who": actor.name}
    _tell(task.ower_ids(), "tasks.task.ask", task, at, params)


def tell_of_alarm(alarm: Alarm, *, at: datetime) -> None:
    """A warning, a breach or an escalation reaches the post that the ladder names (clause E process 3.2)."""
    clock = alarm.clock
    for person in resolvers.people_in_post(alarm.post, clock.unit_id, at) or _people_instead(alarm, at):
        send(
            f"clock.{alarm.name}",
            to=Recipient(person_id=person, channel="inapp"),
            params={"clock": clock.label, "document": clock.document, "due_at": clock.due_at},
            document=clock.document,
            thread=clock.thread,
            at=at,
        )


def _people_instead(alarm: Alarm, at: datetime) -> list[int]:
    """Where nobody holds the post, here or above, those whom the ladder names next, else those before."""
    posts = [rung.post for _used, rung in rungs_of(alarm.clock)]
    unit_id = alarm.clock.unit_id
    for post in (*posts[alarm.rung + 1 :], *reversed(posts[: alarm.rung])):
        if people := resolvers.people_in_post(post, unit_id, at):
            _note(alarm, "clock.told_instead", at, instead=_post(post))
            return people
    _note(alarm, "clock.told_nobody", at)
    return []


def _note(alarm: Alarm, word: str, at: datetime, **more: Any) -> None:
    clock = alarm.clock
    actor = System(at, unit_id=clock.unit_id)
    told = {"clock": tell.word(clock.label), "post": _post(alarm.post), **more}
    journal.record(word, document=clock.document, thread=clock.thread, actor=actor, at=at, told=told)


def _post(code: str) -> Any:
    post = POSTS.get().get(code)
    return tell.names(post.names) if post else code


def _order_params(order: Order) -> dict[str, Any]:
    return {"order": order.number, "title": order.case.title, "window_from": order.window_from}


def _help_params(order: Order, actor: Actor) -> dict[str, Any]:
    """With what is needed, and what was answered."""
    asked = order.help_requests.last()
    told = {"need": asked.need, "answer": asked.answer} if asked else {}
    return _order_params(order) | {"who": actor.name} | told


def _tell(people: Iterable[int], name: str, row: Any, at: datetime, params: dict[str, Any]) -> None:
    for person in sorted(people):
        to = Recipient(person_id=person, channel="inapp")
        send(name, to=to, params=params, document=row.number, thread=row.thread, at=at)
