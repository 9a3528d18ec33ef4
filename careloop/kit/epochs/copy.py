import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import F

from careloop.kit.epochs.models import Epoch

T = TypeVar("T")

# A change made by another process is seen after at most this long; one's own at once.
SECONDS_BETWEEN_LOOKS = 1.0

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
        self._looked = float("-inf")

    def get(self) -> T:
        held, moment = self._held, time.monotonic()
        if held is not None and moment - self._looked < SECONDS_BETWEEN_LOOKS:
            return held[1]
        number = Epoch.objects.filter(name=self.epoch).values_list("number", flat=True).first() or 0
        if held is None or held[0] != number:
            held = (number, self.load())
        self._held, self._looked = held, moment
        return held[1]


def forget_all() -> None:
    for copy in _copies:
        copy.forget()


def move(name: str) -> None:
    """Says that data of this kind changed; called by the action, in its transaction."""
    if not Epoch.objects.filter(name=name).update(number=F("number") + 1):
        Epoch.objects.create(name=name, number=1)
    for copy in _copies:
        if copy.epoch == name:
            copy.forget()
