"""What happens because a step was taken. The table stands in `careloop.wiring`; nothing else hangs on here."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from careloop.kit.lifecycle.actor import Actor

Reaction = Callable[..., None]

_table: dict[str, list[Reaction]] = defaultdict(list)


def wire(word: str, reactions: Iterable[Reaction]) -> None:
    """`reaction(row, actor=…, at=…)` runs in the step's own transaction: it falls with it."""
    _table[word] = list(reactions)


def react(word: str, row: Any, actor: Actor, at: datetime) -> None:
    for reaction in _table.get(word, ()):
        reaction(row, actor=actor, at=at)


def wired() -> dict[str, list[Reaction]]:
    return dict(_table)
