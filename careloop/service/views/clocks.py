"""How a clock is drawn: what is left, its colour, and the sum that leads to its end, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from careloop.kit.calendar import Counted, NotCounted
from careloop.kit.clocks.explain import Line, Waited, Why, why
from careloop.kit.clocks.left import Left, left_of
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import remaining
from careloop.kit.rules import clauses
from careloop.kit.ui.moments import day, hours, moment

NOTHING = timedelta(0)
MINUTE = timedelta(minutes=1)
NO_LENGTH = "–"


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
    round: int
    left: Left
    word: str
    share: int
    limit: str
    until: str
    sentence: str
    clause: str
    rows: list[Row]

    @property
    def label(self) -> str:
        return label_of(self.clock, self.round)

    @property
    def late(self) -> bool:
        return self.left.tone == "late"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock that is done with, and what was left of it."""

    clock: Clock
    round: int
    left: Left

    @property
    def label(self) -> str:
        return label_of(self.clock, self.round)


def label_of(clock: Clock, round: int) -> str:
    """The round is named where there was more than one (0: there was not)."""
    if not round:
        return str(clock.label)
    return f"{clock.label} · " + _("Round %(round)s") % {"round": round}


def face_of(clock: Clock, now: datetime, round: int = 0) -> Face:
    """One sheet; give the clock with its pauses read, then no query is needed."""
    told = why(clock, at=now)
    left = left_of(clock, now)
    return Face(
        clock=clock,
        round=round,
        left=left,
        word=_word(clock, left.tone),
        share=_share(clock, now),
        limit=_limit(told),
        until=moment(clock.due_at, now) if clock.due_at else "",
        sentence=_(told.rule.sentence) if told.rule else "",
        clause=clauses.said(told.rule.clause) if told.rule else "",
        rows=_rows(told.lines, told.zone, now),
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
    return _("%(value)s %(unit)s") % {"value": told.rule_value, "unit": pgettext("unit", told.rule.unit)}


def _rows(lines: list[Line], zone: str, now: datetime) -> list[Row]:
    """Whole minutes that add up: what one line loses of a minute, the next one shows."""
    rows, before = [], NOTHING
    for line in lines:
        after = before + line.worked
        length = hours((after // MINUTE - before // MINUTE) * MINUTE) if line.worked else NO_LENGTH
        rows.append(Row(_said(line, zone, now), length, counted=isinstance(line, Counted)))
        before = after
    return rows


def _said(line: Line, zone: str, now: datetime) -> str:
    if isinstance(line, Counted):
        return _span(line.from_at, line.until_at, now)
    if isinstance(line, Waited):
        return _waited(line, now)
    return _days_off(line, now.astimezone(ZoneInfo(zone)).date())


def _span(from_at: datetime, until_at: datetime, now: datetime) -> str:
    """With dates, never “today”: the lines stand under each other."""
    start, end = moment(from_at, now, words=False), moment(until_at, now, words=False)
    if localtime(from_at).date() == localtime(until_at).date():
        return f"{start}–{localtime(until_at):%H:%M}"
    return f"{start} – {end}"


def _waited(line: Waited, now: datetime) -> str:
    if line.until_at:
        when = _span(line.from_at, line.until_at, now)
    else:
        when = _("since %(at)s") % {"at": moment(line.from_at, now, words=False)}
    return f"{when} · {line.note or line.reason}"


def _days_off(line: NotCounted, today: date) -> str:
    first, last = day(line.from_on, today, words=False), day(line.last_on, today, words=False)
    several = _("%(first)s to %(last)s") % {"first": first, "last": last}
    days = first if line.from_on == line.last_on else several
    return f"{days} · {line.name or _('day off')}"
