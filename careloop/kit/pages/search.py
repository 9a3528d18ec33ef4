"""The search box: each domain registers a searcher for its own records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from careloop.kit import numbering
from careloop.kit.lifecycle.actor import Actor

PER_GROUP = 6
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record. `kind` is a word beside it (a state, a post) where the group does not say it."""

    label: str
    detail: str
    url: str
    kind: Any = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: Any
    hits: list[Hit]


Search = Callable[[str, Actor, int], list[Hit]]
_searchers: dict[str, tuple[Any, Search, str]] = {}


def register(name: str, label: Any, search: Search, *, capability: str = "") -> None:
    """`search(text, actor, limit)` gives what the actor may see; groups stand as they were registered."""
    _searchers[name] = (label, search, capability)


def find(text: str, actor: Actor) -> list[Group]:
    text = tidied(text)
    if not _is_enough(text):
        return []
    found = [
        Group(name, label, search(text, actor, PER_GROUP))
        for name, (label, search, capability) in _searchers.items()
        if not capability or actor.may(capability)
    ]
    return [group for group in found if group.hits]


def page_of(text: str) -> str | None:
    """The page of a document whose whole number was typed."""
    return numbering.page_of(tidied(text).upper())


def tidied(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def _is_enough(text: str) -> bool:
    # One letter finds everything; one Chinese character is a family name.
    return len(text) > 1 or (bool(text) and not text.isascii())
