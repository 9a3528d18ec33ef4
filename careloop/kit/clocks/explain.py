"""Why this deadline: the rule, and the sum that leads to it, line by line."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.utils.translation import get_language

from careloop.kit import rules
from careloop.kit.calendar import Counted, NotCounted, WorkingCalendar, intervals
from careloop.kit.clocks.kinds import kind_of
from careloop.kit.clocks.models import Clock, Pause
from careloop.kit.clocks.queries import remaining
from careloop.kit.clocks.read import calendar_of, pauses_of

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Waited:
    """A pause; `until_at` is empty while it lasts."""

    from_at: datetime
    until_at: datetime | None
    reason: Any
    note: str
    worked: ClassVar[timedelta] = NOTHING
    line: ClassVar[str] = "pause"


Line = Counted | NotCounted | Waited


@dataclass(frozen=True)
class Why:
    """The lines add up to the limit; while the clock waits, to what was used before.

    `zone` is where the hours were worked: say the moments in it. `remaining` is negative when late.
    """

    clock: Clock
    label: Any
    rule: rules.Value | None
    rule_value: Any
    zone: str
    lines: list[Line]
    due_at: datetime | None
    remaining: timedelta | None

    @property
    def counted(self) -> timedelta:
        return sum((line.worked for line in self.lines), NOTHING)


def why(clock: Clock, *, at: datetime | None = None, language: str = "") -> Why:
    """`remaining` is given for the moment `at`; days off are named in `language` (default: the reader's)."""
    calendar = calendar_of(clock)
    return Why(
        clock=clock,
        label=clock.label,
        rule=rules.find(clock.rule) if clock.rule else None,
        rule_value=clock.rule_value,
        zone=calendar.zone,
        lines=_lines(clock, calendar, language or get_language() or "en"),
        due_at=clock.due_at,
        remaining=remaining(clock, at) if at else None,
    )


def _lines(clock: Clock, calendar: WorkingCalendar, language: str) -> list[Line]:
    lines: list[Line] = []
    from_at: datetime | None = clock.started_at
    for pause in pauses_of(clock):
        if from_at is None or (clock.due_at and pause.from_at >= clock.due_at):
            break
        lines += _news(intervals(calendar, from_at, pause.from_at, language), lines)
        lines.append(_waited(clock, pause))
        from_at = pause.until_at
    if from_at and clock.due_at:
        lines += _news(intervals(calendar, from_at, clock.due_at, language), lines)
    return lines


def _news(rows: list[Counted | NotCounted], lines: list[Line]) -> list[Counted | NotCounted]:
    """A day off on which a pause began or ended is named once."""
    named = max((line.until_on for line in lines if isinstance(line, NotCounted)), default=None)
    fresh: list[Counted | NotCounted] = []
    for row in rows:
        if named and isinstance(row, NotCounted) and row.from_on < named:
            if row.until_on <= named:
                continue
            row = NotCounted(named, row.until_on, row.reason, row.name)
        fresh.append(row)
    return fresh


def _waited(clock: Clock, pause: Pause) -> Waited:
    reason = kind_of(clock.kind).reasons.get(pause.reason, pause.reason)
    return Waited(pause.from_at, pause.until_at, reason, pause.note)
