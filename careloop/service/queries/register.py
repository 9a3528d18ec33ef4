"""The call register of a unit's day, and what the clerk checks in it every day (clauses B 18, B 8)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from careloop.org.models import Unit
from careloop.service.lifecycles import ORDER
from careloop.service.models import Call, Order
from careloop.service.models.call import Channel

# Vouchers that are out: with the technician, or with the clerk and not checked yet.
OUT = tuple(name for name in ORDER.open_states if name != "open")


@dataclass(frozen=True, slots=True)
class Line:
    """One call; `order` is the latest job of its case."""

    call: Call
    order: Order | None

    @property
    def lacks_voucher(self) -> bool:
        return self.order is None and self.call.topic != Call.Topic.CONSULTATION


@dataclass(frozen=True, slots=True)
class Register:
    """`not_back`: visits that should be over, whose voucher is not signed off; the oldest first, as
    `not_dispatched`: what goes first tomorrow. Both are as they stood at `now`.
    """

    unit: Unit
    on: date
    now: datetime
    lines: list[Line]
    not_back: list[Order]
    not_dispatched: list[Order]

    @property
    def without_voucher(self) -> list[Line]:
        return [line for line in self.lines if line.lacks_voucher]

    @property
    def channels(self) -> list[tuple[Any, int]]:
        """How many calls came in which way, the most first."""
        counted = Counter(line.call.channel for line in self.lines)
        return [(Channel(channel).label, calls) for channel, calls in counted.most_common()]

    @property
    def in_order(self) -> bool:
        return not (self.without_voucher or self.not_back or self.not_dispatched)


def register_of(unit: Unit, on: date, now: datetime) -> Register:
    """Four queries, whatever the day brought."""
    zone = ZoneInfo(unit.time_zone)
    start, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (on, on + timedelta(days=1)))
    orders = Order.objects.filter(unit=unit).select_related("voucher", "technician", "case__customer")
    return Register(
        unit=unit,
        on=on,
        now=now,
        lines=[Line(call, _latest(call)) for call in _calls(unit, start, end)],
        not_back=list(
            orders.filter(state__in=OUT, window_until__lt=min(end, now)).order_by("window_until", "id")
        ),
        not_dispatched=list(orders.filter(state="open", opened_at__lt=end).order_by("opened_at", "id")),
    )


def _calls(unit: Unit, start: datetime, end: datetime) -> QuerySet[Call]:
    orders = Order.objects.select_related("voucher", "technician").order_by("id")
    return (
        Call.objects.filter(unit=unit, received_at__gte=start, received_at__lt=end)
        .select_related("case__device__model", "customer", "taken_by")
        .prefetch_related(Prefetch("case__orders", orders))
        .order_by("received_at", "id")
    )


def _latest(call: Call) -> Order | None:
    orders = list(call.case.orders.all()) if call.case else []
    return orders[-1] if orders else None
