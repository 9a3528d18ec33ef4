"""How a clock is drawn: what is left, its colour, and the sum that leads to its end, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from careloop.kit.calendar import Counted, NotCounted, WorkingCalendar
from careloop.kit.clocks.explain import Line, Waited, Why, why
from careloop.kit.clocks.kinds import kind_of
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import remaining, tone
from careloop.kit.clocks.read import calendar_of
from careloop.kit.ui.moments import day, hours, moment, span

NOTHING = timedelta(0)
NO_LENGTH = "–"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left as a chip: `runs` seconds it goes on counting, below `soon` it turns amber."""

    text: str
    tone: str
    seconds: int | None = None
    runs: int | None = None
    soon: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sum."""

    label: str
    length: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Face:
    """A clock with everything that its sheet shows."""

    clock: Clock
    left: Left
    word: str
    share: int
    limit: str
    until: str
    sentence: str
    clause: str
    rows: list[Row]

    @property
    def label(self) -> Any:
        return self.clock.label


def left_of(clock: Clock, now: datetime) -> Left:
    """Counts in the browser only while the unit works. No query."""
    rest, colour = remaining(clock, now), tone(clock, now)
    if clock.stopped_at or clock.due_at is None:
        return Left(hours(rest), colour)
    calendar = calendar_of(clock)
    return Left(
        hours(rest), colour, int(rest.total_seconds()), _runs_on(calendar, now), _warned_below(clock)
    )


def face_of(clock: Clock, now: datetime) -> Face:
    """One sheet; give the clock with its pauses read, then no query is needed."""
    told = why(clock, at=now)
    left = left_of(clock, now)
    return Face(
        clock=clock,
        left=left,
        word=_word(clock, left.tone),
        share=_share(clock, now),
        limit=_limit(told),
        until=moment(clock.due_at, now) if clock.due_at else "",
        sentence=_(told.rule.sentence) if told.rule else "",
        clause=told.rule.clause if told.rule else "",
        rows=[_row(line, told.zone, now) for line in told.lines],
    )


def open_first(clocks: Iterable[Clock]) -> list[Clock]:
    """Those that run, the most urgent first, before those that wait."""
    running = [clock for clock in clocks if clock.stopped_at is None]
    return sorted(running, key=lambda clock: (clock.due_at is None, clock.due_at, clock.pk))


def _word(clock: Clock, colour: str) -> str:
    if clock.due_at is None or colour == "wait":
        return _("stands still")
    return _("late") if colour == "late" else pgettext("time", "left")


def _share(clock: Clock, now: datetime) -> int:
    """How much of the limit is used, of a hundred."""
    if not clock.limit:
        return 100
    used = (clock.limit - remaining(clock, now)) / clock.limit
    return min(100, max(0, round(used * 100)))


def _limit(told: Why) -> str:
    if told.rule is None:
        return ""
    return _("%(value)s %(unit)s") % {"value": told.rule_value, "unit": _(told.rule.unit)}


def _row(line: Line, zone: str, now: datetime) -> Row:
    if isinstance(line, Counted):
        return Row(span(line.from_at, line.until_at), hours(line.worked), counted=True)
    if isinstance(line, Waited):
        return Row(_waited(line), NO_LENGTH, counted=False)
    return Row(_days_off(line, now.astimezone(ZoneInfo(zone)).date()), NO_LENGTH, counted=False)


def _waited(line: Waited) -> str:
    when = span(line.from_at, line.until_at) if line.until_at else _("since %(at)s") % {"at": moment(line.from_at)}
    return f"{when} · {line.note or line.reason}"


def _days_off(line: NotCounted, today: date) -> str:
    first, last = day(line.from_on, today, words=False), day(line.last_on, today, words=False)
    days = first if line.from_on == line.last_on else _("%(first)s to %(last)s") % {"first": first, "last": last}
    return f"{days} · {line.name or _('day off')}"


def _runs_on(calendar: WorkingCalendar, now: datetime) -> int:
    """Seconds until the present hours end; none outside of them."""
    on = now.astimezone(calendar.tz).date()
    for start, end in calendar.spans_on(on):
        if start <= now < end:
            return int((end - now).total_seconds())
    return 0


def _warned_below(clock: Clock) -> int | None:
    """Seconds left at which the ladder first warns."""
    rungs = kind_of(clock.kind).rungs(clock.limit)
    if not rungs or rungs[0][1].name != "warn":
        return None
    return int((clock.limit - rungs[0][0]).total_seconds())
