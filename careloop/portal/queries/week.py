"""Arrival in time week by week, and open cases by age: each point and bar opens its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.table import life_of
from careloop.kit.rules import lookup
from careloop.kit.ui.moments import day as said_day
from careloop.org.queries import TREE
from careloop.portal import rules
from careloop.service.models import Case, Order

WEEKS = 12
DAY = timedelta(days=1)
WIDTH, HEIGHT, TOP, BOTTOM = 340, 122, 18, 98


@dataclass(frozen=True, slots=True)
class Point:
    """A week of the curve: where it stands, and in words."""

    x: float
    y: float
    share: float
    said: str
    url: str

    @property
    def left(self) -> float:
        return self.x - WIDTH / WEEKS / 2


@dataclass(frozen=True, slots=True)
class Curve:
    """`lines` are the points of the polylines: a week without a visit interrupts the curve."""

    points: list[Point]
    lines: list[str]
    goal: int
    goal_y: float
    floor: int
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    step: float = WIDTH / WEEKS

    @property
    def latest(self) -> str:
        """The last known week in words, as in "96.4 %"."""
        return f"{number_format(self.points[-1].share, 1)} %" if self.points else ""

    @property
    def latest_y(self) -> float:
        """Above the last dot, or below where there is no room above."""
        y = self.points[-1].y
        return y - 7 if y > TOP + 10 else y + 15

    @property
    def middle(self) -> int:
        return (100 + self.floor) // 2


@dataclass(frozen=True, slots=True)
class Bar:
    label: Any
    count: int
    tone: str
    url: str


def on_time_curve(actor: Actor, now: datetime) -> Curve:
    """The share of arrivals in time of the last twelve weeks, the present one included. One query."""
    zone = _zone(actor)
    today = now.astimezone(zone).date()
    monday = today - DAY * today.weekday() - 7 * DAY * (WEEKS - 1)
    weeks = _weeks(actor, monday, zone)
    shares = [100 * in_time / all_ for in_time, all_ in weeks if all_]
    floor = min(90, int(min(shares, default=90) // 10) * 10)
    goal = lookup.value(rules.ON_TIME_TARGET.name, now, actor.unit_id)
    points = [_point(n, monday + 7 * n * DAY, *week, floor) for n, week in enumerate(weeks)]
    return Curve(
        points=[point for point in points if point],
        lines=_lines(points),
        goal=goal,
        goal_y=_height(max(goal, floor), floor),
        floor=floor,
        first=said_day(monday, today, words=False),
        last=said_day(today, today, words=False),
    )


def _weeks(actor: Actor, monday: date, zone: ZoneInfo) -> list[tuple[int, int]]:
    """Per week, how many arrived in time, and how many of whom it is known."""
    rows = Order.objects.filter(
        arrived_at__gte=datetime.combine(monday, time.min, zone), on_time__isnull=False
    )
    units = actor.units("service.see")
    rows = rows if units is None else rows.filter(unit_id__in=units)
    days = (
        rows.annotate(day=TruncDate("arrived_at", tzinfo=zone))
        .values("day")
        .annotate(all=Count("id"), in_time=Count("id", filter=Q(on_time=True)))
        .order_by()
    )
    weeks = [(0, 0)] * WEEKS
    for row in days:
        week = min(WEEKS - 1, (row["day"] - monday).days // 7)
        weeks[week] = (weeks[week][0] + row["in_time"], weeks[week][1] + row["all"])
    return weeks


def _point(number: int, monday: date, in_time: int, all_: int, floor: int) -> Point | None:
    if not all_:
        return None
    share = 100 * in_time / all_
    words = {
        "week": said_day(monday, words=False),
        "share": number_format(share, 1),
        "in_time": in_time,
        "all": all_,
    }
    said = str(_("Week of %(week)s: %(share)s %%, %(in_time)s of %(all)s")) % words
    asked = {"arrived_at_from": monday.isoformat(), "arrived_at_to": (monday + 6 * DAY).isoformat()}
    url = f"{reverse('service:orders')}?{urlencode(asked)}"
    return Point(round(WIDTH / WEEKS * (number + 0.5), 1), _height(share, floor), share, said, url)


def _height(share: float, floor: int) -> float:
    return round(BOTTOM - (share - floor) / (100 - floor) * (BOTTOM - TOP), 1)


def _lines(points: Sequence[Point | None]) -> list[str]:
    lines: list[list[str]] = [[]]
    for point in points:
        if point:
            lines[-1].append(f"{point.x},{point.y}")
        else:
            lines.append([])
    return [" ".join(line) for line in lines if line]


# Days since the call: from, until before.
AGES = (
    (_("today"), 0, 1, ""),
    (_("1–2 days"), 1, 3, ""),
    (_("3–7 days"), 3, 8, "soon"),
    (_("more than 7 days"), 8, None, "late"),
)


def age_bars(actor: Actor, now: datetime) -> list[Bar]:
    """Open cases by the days since the call. One query."""
    zone = _zone(actor)
    midnight = datetime.combine(now.astimezone(zone).date(), time.min, zone)
    asked: dict[str, Any] = {
        f"age{n}": Count("id", filter=_aged(midnight, first, end))
        for n, (_l, first, end, _t) in enumerate(AGES)
    }
    found = open_cases(actor).aggregate(**asked)
    return [
        Bar(label, found[f"age{n}"], tone, _age_url(midnight.date(), first, end))
        for n, (label, first, end, tone) in enumerate(AGES)
    ]


def open_cases(actor: Actor) -> Any:
    """By the states that are open, which the index knows; not by what is not closed."""
    rows = Case.objects.filter(state__in=life_of("service.case").open_states)
    units = actor.units("service.see")
    return rows if units is None else rows.filter(unit_id__in=units)


def _aged(midnight: datetime, first: int, end: int | None) -> Q:
    """Opened on a day that lies at least `first` and fewer than `end` days back."""
    found = Q(opened_at__lt=midnight - DAY * (first - 1))
    return found if end is None else found & Q(opened_at__gte=midnight - DAY * (end - 1))


def _age_url(today: date, first: int, end: int | None) -> str:
    asked = {"open": "on", "opened_at_to": (today - DAY * first).isoformat()}
    if end is not None:
        asked["opened_at_from"] = (today - DAY * (end - 1)).isoformat()
    return f"{reverse('service:cases')}?{urlencode(asked)}"


def _zone(actor: Actor) -> ZoneInfo:
    assert actor.unit_id is not None
    return ZoneInfo(TREE.get().units[actor.unit_id].time_zone)
