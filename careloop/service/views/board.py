"""The dispatch board: a row a technician, the day in quarters of an hour. Places are columns of a grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from careloop.kit.calendar import WorkingCalendar
from careloop.org import queries as org
from careloop.service.lifecycles import ORDER
from careloop.service.models import Order
from careloop.service.queries.board import Chance
from careloop.service.queries.dispatch_list import Hand, Window

QUARTER, HOUR = 15, 60
DAY_MINUTES = 24 * HOUR
# What a day off shows, so that what was planned on it nonetheless has a place.
USUAL = (time(9), time(18))


@dataclass(frozen=True, slots=True)
class Block:
    """From the `start`-th quarter of the board on (the first is 1), so many quarters long."""

    start: int
    length: int
    label: Any = ""


@dataclass(frozen=True, slots=True)
class Visit:
    block: Block
    order: Order
    state: Any
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    hand: Hand
    visits: list[Visit]
    away: list[Block]
    proposed: Block | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns moments of the day into quarters of the board."""

    starts_at: datetime
    first: int
    last: int

    @property
    def quarters(self) -> int:
        return (self.last - self.first) // QUARTER

    def minute(self, at: datetime) -> int:
        """By the clock on the wall, from the midnight at which the day began."""
        local = at.astimezone(self.starts_at.tzinfo)
        return (local.date() - self.starts_at.date()).days * DAY_MINUTES + local.hour * HOUR + local.minute

    def block(self, from_at: datetime, until_at: datetime, label: Any = "") -> Block | None:
        """Nothing where the span lies outside of what is shown."""
        start, end = max(self.minute(from_at), self.first), min(self.minute(until_at), self.last)
        if start >= end:
            return None
        begins = (start - self.first) // QUARTER
        ends = -(-(end - self.first) // QUARTER)
        return Block(begins + 1, ends - begins, label)


@dataclass(frozen=True)
class Board:
    scale: Scale
    hours: list[Block]
    closed: list[Block]
    now_at: int | None
    rows: list[Row] = field(default_factory=list)


def board_of(unit_id: int, hands: Sequence[Hand], day: date, now: datetime, best: Chance | None) -> Board:
    """Everything placed; `best` is drawn beside what is planned. No query."""
    starts_at = day_start(unit_id, day)
    calendar = org.calendar_of(unit_id, starts_at)
    scale = _scale(calendar, hands, starts_at)
    shown = scale.first <= scale.minute(now) < scale.last
    return Board(
        scale=scale,
        hours=[
            Block((minute - scale.first) // QUARTER + 1, HOUR // QUARTER, f"{minute // HOUR % 24:02d}:00")
            for minute in range(scale.first, scale.last, HOUR)
        ],
        closed=_closed(calendar, scale),
        now_at=(scale.minute(now) - scale.first) // QUARTER + 1 if shown else None,
        rows=[_row(hand, scale, now, best) for hand in hands],
    )


def day_start(unit_id: int, day: date) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(org.TREE.get().units[unit_id].time_zone))


def _scale(calendar: WorkingCalendar, hands: Sequence[Hand], starts_at: datetime) -> Scale:
    """Whole hours around the unit's hours and what was planned beside them."""
    whole = Scale(starts_at, 0, DAY_MINUTES)
    spans: list[tuple[datetime, ...]] = list(calendar.spans_on(starts_at.date())) or [
        tuple(datetime.combine(starts_at.date(), at, starts_at.tzinfo) for at in USUAL)
    ]
    planned = [(o.window_from, o.window_until) for hand in hands for o in hand.orders]
    minutes = [whole.minute(at) for span in [*spans, *planned] for at in span if at is not None]
    first, last = max(min(minutes), 0), min(max(minutes), DAY_MINUTES)
    return Scale(starts_at, first // HOUR * HOUR, -(-last // HOUR) * HOUR)


def _closed(calendar: WorkingCalendar, scale: Scale) -> list[Block]:
    """The breaks, and what lies before and after the unit's hours."""
    day = scale.starts_at
    edges = [at for span in calendar.spans_on(day.date()) for at in span]
    moments = [day, *edges, day + timedelta(days=1)]
    pairs = zip(moments[::2], moments[1::2], strict=True)
    return _found(scale.block(from_at, until_at) for from_at, until_at in pairs)


def _row(hand: Hand, scale: Scale, now: datetime, best: Chance | None) -> Row:
    window: Window | None = best.window if best and best.hand is hand else None
    return Row(
        hand=hand,
        visits=[visit for order in hand.orders if (visit := _visit(order, scale, now))],
        away=_found(
            scale.block(each.from_at, each.until_at, each.get_reason_display()) for each in hand.absences
        ),
        proposed=scale.block(window.from_at, window.until_at) if window else None,
    )


def _visit(order: Order, scale: Scale, now: datetime) -> Visit | None:
    if order.window_from is None or order.window_until is None:
        return None
    block = scale.block(order.window_from, order.window_until)
    late = order.arrived_at is None and order.window_until < now and order.state in ORDER.open_states
    return Visit(block, order, ORDER.state(order.state).label, late) if block else None


def _found(blocks: Iterable[Block | None]) -> list[Block]:
    return [block for block in blocks if block is not None]
