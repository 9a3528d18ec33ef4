"""A person's desk: what waits for them, each with its deadline and the step that does it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from careloop.kit import numbering
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import running_of
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.offers import Offer
from careloop.kit.lifecycle.table import life_of
from careloop.portal.queries.left import Left, left_of, since, until

# More of one kind than anybody does in a day; its list has them all.
MOST = 100


@dataclass(frozen=True, slots=True)
class Work:
    """One line of the work list. Without a clock it is due at `due_at`, or waits since `since_at`."""

    what: Any
    where: str
    number: str
    step: Any
    step_url: str
    timed_by: str = ""
    due_at: datetime | None = None
    since_at: datetime | None = None
    left: Left | None = None
    row: Any = None
    # Said in front of what it is about; else the words tell enough.
    names_step: bool = True
    # Opens over the page; a step that asks nothing is sent at once.
    opens: bool = True
    asks_nothing: bool = False

    @property
    def url(self) -> str:
        return numbering.page_of(self.number) or ""


@dataclass(frozen=True)
class Kind:
    """A kind of work: who does it, its rows with the longest waiting first, and a row as a line."""

    name: str
    capability: str
    rows: Callable[[Actor, datetime], Iterable[Any]]
    line: Callable[[Any, Actor, datetime], Work]


@dataclass(frozen=True, slots=True)
class Figure:
    label: Any
    value: Any
    note: str = ""
    tone: str = ""
    href: str = ""


class Desk:
    """Reads each kind once, and all the clocks at once."""

    def __init__(self, actor: Actor, now: datetime, kinds: Sequence[Kind]) -> None:
        self.actor, self.now = actor, now
        held = [kind for kind in kinds if not kind.capability or actor.may(kind.capability)]
        found = {kind.name: list(self._lines(kind)) for kind in held}
        timed = [work.number for works in found.values() for work in works if work.timed_by]
        clocks = running_of(timed) if timed else {}
        self._works = {name: [self._timed(work, clocks) for work in works] for name, works in found.items()}

    def _lines(self, kind: Kind) -> Iterable[Work]:
        rows: Any = kind.rows(self.actor, self.now)
        return (kind.line(row, self.actor, self.now) for row in rows[:MOST])

    def of(self, name: str) -> list[Work]:
        return self._works.get(name, [])

    def has(self, name: str) -> bool:
        return name in self._works

    def count(self, name: str) -> str:
        found = len(self.of(name))
        return f"{found}+" if found >= MOST else str(found)

    def by_deadline(self) -> list[Work]:
        """What is late or due first; what only waits stands behind, the longest waiting first. A document
        that two kinds name stands there once, with the deadline and the step of the first."""
        once: dict[str, Work] = {}
        for works in self._works.values():
            for work in works:
                once.setdefault(work.number, work)
        return sorted(once.values(), key=_urgency)

    def _timed(self, work: Work, clocks: dict[str, list[Clock]]) -> Work:
        clock = next((c for c in clocks.get(work.number, []) if c.kind == work.timed_by), None)
        if clock is not None:
            return replace(work, left=left_of(clock, self.now), due_at=clock.due_at)
        if work.left is None and work.due_at is not None:
            return replace(work, left=until(work.due_at, self.now))
        if work.left is None and work.since_at is not None:
            return replace(work, left=since(work.since_at, self.now))
        return work


def _urgency(work: Work) -> tuple[bool, float]:
    moment = work.due_at or work.since_at
    return work.due_at is None, moment.timestamp() if moment else 0.0


def step_work(life_name: str, step_name: str, row: Any, **facts: Any) -> Work:
    """A line whose button takes that step on the row."""
    life = life_of(life_name)
    offer = Offer(life, life.step(step_name), row, "now")
    return Work(
        number=row.number,
        step=offer.label,
        step_url=offer.url,
        asks_nothing=offer.asks_nothing,
        row=row,
        **facts,
    )


def look_work(number: str, label: Any, **facts: Any) -> Work:
    """A line whose button leads to the document."""
    url = numbering.page_of(number) or ""
    return Work(number=number, step=label, step_url=url, opens=False, names_step=False, **facts)
