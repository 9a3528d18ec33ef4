"""What the kit asks of the house above it: whose calendar, who holds a post, what a person is called.

`org` registers the answers at start-up, so that the kit knows units, posts and people only as ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careloop.kit.calendar import WorkingCalendar
    from careloop.kit.lifecycle.actor import Actor


@dataclass(frozen=True, slots=True)
class Contact:
    language: str
    email: str
    phone: str


class NothingRegistered(LookupError):
    """A resolver was asked before the application that answers it was started."""


_answers: dict[str, Callable[..., Any]] = {}


def register(**answers: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    """Sets answers by name and returns those that stood before, so that a test can put them back."""
    before = {name: _answers[name] for name in answers if name in _answers}
    _answers.update(answers)
    return before


def _ask(name: str) -> Callable[..., Any]:
    try:
        return _answers[name]
    except KeyError:
        raise NothingRegistered(f"No resolver is registered for {name!r}.") from None


def calendar_of(unit_id: int, at: datetime) -> WorkingCalendar:
    return _ask("calendar_of")(unit_id, at)


def people_in_post(post: str, unit_id: int, at: datetime) -> list[int]:
    """People who hold the post in that unit or, where nobody does, in the nearest unit above."""
    return _ask("people_in_post")(post, unit_id, at)


def person_names(ids: Iterable[int]) -> dict[int, str]:
    return _ask("person_names")(ids)


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    return _ask("unit_names")(ids)


def post_name(code: str) -> str:
    return _ask("post_name")(code)


def contact_of(person_id: int) -> Contact:
    return _ask("contact_of")(person_id)


def may_see(document: str, actor: Actor) -> bool:
    """Whether the actor may see the record of that document number."""
    return _ask("may_see")(document, actor)


def keep_open(document: str) -> bool:
    """Whether the record of that document number is open, and keeps it so until the transaction ends.
    False for what is closed, and for what waits for nobody's answer."""
    return _ask("keep_open")(document)


def people_who_may(capability: str, unit_id: int, at: datetime) -> list[int]:
    """People whose post allows it in that unit or, where nobody's does, in the nearest unit above."""
    return _ask("people_who_may")(capability, unit_id, at)


def person_may(person_id: int, capability: str, unit_id: int, at: datetime) -> bool:
    """Whether the person's posts of that day allow it in the unit."""
    return _ask("person_may")(person_id, capability, unit_id, at)


def people_of(unit_id: int, at: datetime) -> list[int]:
    """The active people of a unit."""
    return _ask("people_of")(unit_id, at)


def person_by_username(username: str) -> int | None:
    return _ask("person_by_username")(username)


def work_of_unit(unit_id: int) -> list[str]:
    """The numbers of what is open in the unit, the oldest first; empty where it can be closed."""
    return _ask("work_of_unit")(unit_id)


def work_of_person(person_id: int) -> list[str]:
    """The numbers of what the person leads or owes, the oldest first."""
    return _ask("work_of_person")(person_id)


def units_above(unit_id: int) -> list[int]:
    """The unit itself, then the units above it, nearest first."""
    return _ask("units_above")(unit_id)
