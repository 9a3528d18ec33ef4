import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from django.db import transaction

from careloop.kit.epochs.models import Epoch

T = TypeVar("T")

# A change made by another process is seen after at most this long; one's own at once.
SECONDS_BETWEEN_LOOKS = 1.0


class Look(NamedTuple):
    """What the epochs were at a moment. One look serves all copies: what is worked out of several of them
    (rights out of posts and the tree of units) is never made of an old one and a new one."""

    moment: float
    numbers: Mapping[str, int]


NEVER = Look(float("-inf"), {})
_look = NEVER
_copies: list["Copy"] = []


class Copy(Generic[T]):
    """Master data kept in the process, loaded again when its epoch has moved."""

    def __init__(self, epoch: str, load: Callable[[], T]) -> None:
        self.epoch = epoch
        self.load = load
        self.forget()
        _copies.append(self)

    def forget(self) -> None:
        self._held: tuple[int, T] | None = None

    def get(self) -> T:
        number, held = _numbers().get(self.epoch, 0), self._held
        if held is None or held[0] != number:
            held = (number, self.load())
            self._held = held
        return held[1]


def _numbers() -> Mapping[str, int]:
    global _look
    moment = time.monotonic()
    if moment - _look.moment >= SECONDS_BETWEEN_LOOKS:
        _look = Look(moment, dict(Epoch.objects.values_list("name", "number")))
    return _look.numbers


def forget_all() -> None:
    for name in {copy.epoch for copy in _copies}:
        _forget(name)


def _forget(name: str) -> None:
    global _look
    _look = NEVER
    for copy in _copies:
        if copy.epoch == name:
            copy.forget()


def move(name: str) -> None:
    """Says that data of this kind changed; called by the action, in its transaction.

    The number is drawn and not counted on: one that was rolled back never comes again with other data.
    """
    Epoch.objects.update_or_create(name=name, defaults={"number": secrets.randbits(62)})
    _forget(name)
    # Others in this process may have looked between the change and its commit.
    transaction.on_commit(partial(_forget, name))
