"""What runs against the clock: each kind with its ladder of alarms and the reasons for which it may wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

NOTHING = timedelta(0)
RUNGS = ("warn", "breach", "escalate")


class UnknownKind(LookupError):
    """No application that is switched on knows this kind of clock."""


@dataclass(frozen=True)
class Limit:
    """What is allowed: an amount of working time, or of every hour, by the rule of that name.

    `value` is the number as the rule has it; without it, the amount in hours.
    """

    amount: timedelta
    hours: Literal["working", "always"] = "working"
    rule: str = ""
    value: int | float | str | None = None

    def __post_init__(self) -> None:
        if self.amount < NOTHING:
            raise ValueError(f"A limit cannot be negative: {self.amount}.")

    @property
    def told(self) -> int | float | str:
        if self.value is not None:
            return self.value
        hours = self.amount / timedelta(hours=1)
        return int(hours) if hours.is_integer() else hours


@dataclass(frozen=True)
class Rung:
    """One alarm of a ladder, told once, to the holders of a post.

    It lies `after` the deadline, plus a `share` of the limit, in the clock's own hours; negative is before.
    """

    name: Literal["warn", "breach", "escalate"]
    post: str
    after: timedelta = NOTHING
    share: float = 0.0

    def __post_init__(self) -> None:
        if self.name not in RUNGS:
            raise ValueError(f"A rung is one of {RUNGS}, not {self.name!r}.")

    def amount(self, limit: timedelta) -> timedelta:
        """The time used when it is told; a warning longer than the limit is told at the start."""
        return max(NOTHING, limit + self.after + limit * self.share)


@dataclass(frozen=True, eq=False)
class ClockKind:
    """`name` is "domain.noun.what"; `reasons` are those for which it may be paused: code and label.

    `ladder` is a tuple of rungs, or the name of a rule whose value is a table of them:
    [["warn", post, minutes after the deadline (negative: before)], …].
    """

    name: str
    label: Any
    ladder: tuple[Rung, ...] | str = ()
    reasons: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name in _known:
            raise ValueError(f"The clock {self.name} is declared twice.")
        _known[self.name] = self

    def ladder_at(self, at: datetime, unit_id: int) -> tuple[Rung, ...]:
        """The ladder of a clock that starts at that moment in that unit."""
        if not isinstance(self.ladder, str):
            return self.ladder
        from careloop.kit.rules.lookup import value

        rows = value(self.ladder, at, unit_id)
        return tuple(Rung(name, post, timedelta(minutes=minutes)) for name, post, minutes in rows)


def in_order(ladder: tuple[Rung, ...], limit: timedelta) -> list[tuple[timedelta, Rung]]:
    """The rungs in the order of time, each with the time used when it is told."""
    return sorted(((rung.amount(limit), rung) for rung in ladder), key=lambda pair: pair[0])


_known: dict[str, ClockKind] = {}


def kind_of(name: str) -> ClockKind:
    try:
        return _known[name]
    except KeyError:
        raise UnknownKind(f"There is no clock {name!r}.") from None


def all_kinds() -> list[ClockKind]:
    return [_known[name] for name in sorted(_known)]
