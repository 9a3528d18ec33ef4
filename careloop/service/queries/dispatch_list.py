"""What the director looks at: who has not been sent yet, who could go, and what everyone has on that day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case as CaseOf
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, When

from careloop.catalog import queries as catalog
from careloop.kit.calendar import WorkingCalendar, between
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import running_of
from careloop.kit.lifecycle.actor import Actor
from careloop.org import queries as org
from careloop.org.models import Absence, Person
from careloop.service.lifecycles import ARRIVAL
from careloop.service.models import Assignment, Order
from careloop.service.queries.dispatching import assess_first

# More than a director can look through; the list of orders has them all.
MOST = 200
DAY = timedelta(days=1)
# How long a visit is proposed to be announced for, and how long somebody needs to get ready.
WINDOW = timedelta(minutes=90)
AHEAD = timedelta(minutes=20)
PROPOSALS = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order without a technician."""

    order: Order
    clock: Clock | None
    carried_over: bool
    assess_first: bool
    able: "list[Hand]"


@dataclass(slots=True)
class Hand:
    """A technician on one day: what is to be done, and how much of the hours that takes."""

    person: Person
    unit_id: int
    orders: list[Order] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    on_shift: bool = True
    planned: timedelta = timedelta(0)
    hours: timedelta = timedelta(0)

    @property
    def load(self) -> int:
        """Planned time as a share of the hours of the day, of a hundred."""
        return round(100 * self.planned / self.hours) if self.hours else 0


def undispatched(actor: Actor, unit_id: int | None = None) -> QuerySet[Order]:
    rows = Order.objects.filter(state="open")
    units = actor.units("service.dispatch")
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return rows if unit_id is None else rows.filter(unit_id=unit_id)


def waiting(rows: QuerySet[Order], hands: Sequence[Hand], day: date, now: datetime) -> list[Waiting]:
    """Carried over from earlier days first, the oldest in front (clause B 18); then by the moment at which
    someone must be there."""
    orders = list(_in_order(rows, now).for_page().select_related("case__symptom")[:MOST])  # type: ignore[attr-defined]
    clocks = running_of(order.number for order in orders)
    return [_waiting(order, clocks.get(order.number, []), hands, day) for order in orders]


def _in_order(rows: QuerySet[Order], now: datetime) -> QuerySet[Order]:
    """In the database, so that those beyond what is shown are the least urgent."""
    zones = {unit.time_zone for unit in org.TREE.get().units.values()}
    before_today = Q(pk=None)
    for zone in zones:
        midnight = datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(0), ZoneInfo(zone))
        before_today |= Q(unit__time_zone=zone, opened_at__lt=midnight)
    arrival = Clock.objects.filter(document=OuterRef("number"), kind=ARRIVAL.name, stopped_at=None)
    return rows.annotate(
        carried_over_at=CaseOf(When(before_today, then=F("opened_at"))),
        due_at=Subquery(arrival.values("due_at")[:1]),
    ).order_by(F("carried_over_at").asc(nulls_last=True), F("due_at").asc(nulls_last=True), "opened_at", "pk")


def _waiting(order: Any, clocks: list[Clock], hands: Sequence[Hand], day: date) -> Waiting:
    return Waiting(
        order=order,
        clock=next((clock for clock in clocks if clock.kind == ARRIVAL.name), None),
        carried_over=order.carried_over_at is not None,
        assess_first=assess_first(order.case),
        able=_able(order, hands, day),
    )


def _able(order: Order, hands: Sequence[Hand], day: date) -> list[Hand]:
    """Those of the unit with the skill who work on that day, the least loaded first."""
    skill_id = catalog.skill_of(order.case.family_id)
    there = [hand for hand in hands if hand.unit_id == order.unit_id and hand.on_shift]
    fitting = [hand for hand in there if org.has_skill(hand.person, skill_id, day)]
    return sorted(fitting, key=lambda hand: (hand.load, hand.person.name))


def hands_of(units: Iterable[int], day: date) -> list[Hand]:
    """The technicians of these units with what they have on that day: four queries for any number."""
    by_unit = sorted(units)
    people = list(org.people_with("service.perform", by_unit, day).select_related("unit"))
    hands = [Hand(person, person.unit_id) for person in people]
    if hands:
        _give_orders(hands, day)
        _give_absences(hands, day)
    return hands


def _give_orders(hands: Sequence[Hand], day: date) -> None:
    """All that begins on that day, and what is still under way from before."""
    spans = {hand.unit_id: _span(hand.unit_id, day) for hand in hands}
    starts, ends = min(start for start, _end in spans.values()), max(end for _start, end in spans.values())
    rows = (
        Assignment.objects.filter(
            person_id__in=[hand.person.pk for hand in hands],
            order__window_from__gte=starts,
            order__window_from__lt=ends,
        )
        .exclude(end__in=["refused", "reassigned", "cancelled"])
        .select_related("order__case__customer", "order__zone")
        .order_by("order__window_from", "order_id")
    )
    taken: dict[int, list[Order]] = defaultdict(list)
    for row in rows:
        taken[row.person_id].append(row.order)
    for hand in hands:
        hand.orders = taken[hand.person.pk]
        hand.planned = sum(map(_length, hand.orders), timedelta(0))


def _length(order: Order) -> timedelta:
    if order.window_from is None or order.window_until is None:
        return timedelta(0)
    return order.window_until - order.window_from


def _give_absences(hands: Sequence[Hand], day: date) -> None:
    spans = {hand.unit_id: _span(hand.unit_id, day) for hand in hands}
    starts, ends = min(start for start, _end in spans.values()), max(end for _start, end in spans.values())
    away = org.absences_between([hand.person.pk for hand in hands], starts, ends)
    for hand in hands:
        start, end = spans[hand.unit_id]
        calendar = org.calendar_of(hand.unit_id, start)
        hand.absences = away.get(hand.person.pk, [])
        hand.hours = between(calendar, start, end) - _missed(calendar, hand.absences, start, end)
        hand.on_shift = hand.hours > timedelta(0)


def _missed(
    calendar: WorkingCalendar, absences: Sequence[Absence], start: datetime, end: datetime
) -> timedelta:
    return sum(
        (between(calendar, max(a.from_at, start), min(a.until_at, end)) for a in absences), timedelta(0)
    )


def _span(unit_id: int, day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(org.TREE.get().units[unit_id].time_zone)
    start = datetime.combine(day, time(0), zone)
    return start, datetime.combine(day + DAY, time(0), zone)


@dataclass(frozen=True, slots=True)
class Window:
    """A time that could be offered to the customer."""

    from_at: datetime
    until_at: datetime
    in_time: bool


def windows(unit_id: int, now: datetime, due_at: datetime | None) -> list[Window]:
    """The next times within the unit's hours, each long enough to be announced. No query."""
    calendar = org.calendar_of(unit_id, now)
    found: list[Window] = []
    day = now.astimezone(calendar.tz).date()
    for _ in range(14):
        for start, end in calendar.spans_on(day):
            while start + WINDOW <= end and len(found) < PROPOSALS:
                if start >= now + AHEAD:
                    found.append(_window(start, calendar, due_at))
                start += WINDOW
        day += DAY
    return found


def _window(start: datetime, calendar: WorkingCalendar, due_at: datetime | None) -> Window:
    from_at, until_at = start.astimezone(calendar.tz), (start + WINDOW).astimezone(calendar.tz)
    return Window(from_at, until_at, due_at is None or until_at <= due_at)
