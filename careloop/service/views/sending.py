"""What helps to choose whom to send, and when; the form of dispatch asks again while one types."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime

from careloop.kit.clocks.left import Left, left_of
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import running_of
from careloop.kit.ui.fields import MomentField
from careloop.org.queries.people import local_day
from careloop.service import queries
from careloop.service.lifecycles import ARRIVAL
from careloop.service.models import Order
from careloop.service.queries import dispatch_list as read
from careloop.service.queries.dispatching import Choice

FIELD = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Row:
    """A technician with what they have on that day; `warns` when they have another order then."""

    choice: Choice
    hand: read.Hand | None
    chosen: bool

    @property
    def warns(self) -> bool:
        return self.choice.can_be_sent and bool(self.choice.hindrances)


@dataclass(frozen=True, slots=True)
class Offered:
    """A window that one press fills in."""

    window: read.Window

    @property
    def fills(self) -> dict[str, str]:
        names = {"id_window_from": self.window.from_at, "id_window_until": self.window.until_at}
        return {name: localtime(at).strftime(FIELD) for name, at in names.items()}


@dataclass(frozen=True, slots=True)
class Sending:
    order: Order
    clock: Clock | None
    left: Left | None
    offered: list[Offered]
    from_at: datetime
    until_at: datetime
    rows: list[Row]

    @property
    def can_be_in_time(self) -> bool:
        return any(offered.window.in_time for offered in self.offered)

    @property
    def late(self) -> bool:
        """Whether the window begins only after someone must be there."""
        return bool(self.clock and self.clock.due_at and self.from_at > self.clock.due_at)


class Typed(forms.Form):
    window_from = MomentField()
    window_until = MomentField()


def sending(order: Order, now: datetime, typed: Mapping[str, Any]) -> Sending:
    """For the window that was typed; else for the order's own, or the first that could be offered."""
    clock = _arrival(order)
    windows = read.windows(order.unit_id, now, clock.due_at if clock else None)
    from_at, until_at = _window(order, now, typed, windows)
    hands = {h.person.pk: h for h in read.hands_of([order.unit_id], local_day(order.unit_id, from_at))}
    chosen = str(typed.get("technician", ""))
    return Sending(
        order=order,
        clock=clock,
        left=left_of(clock, now) if clock else None,
        offered=[Offered(window) for window in windows],
        from_at=from_at,
        until_at=until_at,
        rows=[
            Row(choice, hands.get(choice.person.pk), str(choice.person.pk) == chosen)
            for choice in queries.choices(order, from_at, until_at, now)
        ],
    )


def _arrival(order: Order) -> Clock | None:
    clocks = running_of([order.number]).get(order.number, [])
    return next((clock for clock in clocks if clock.kind == ARRIVAL.name), None)


def _window(
    order: Order, now: datetime, typed: Mapping[str, Any], windows: list[read.Window]
) -> tuple[datetime, datetime]:
    form = Typed(typed)
    if form.is_valid() and form.cleaned_data["window_from"] < form.cleaned_data["window_until"]:
        return form.cleaned_data["window_from"], form.cleaned_data["window_until"]
    if order.window_from and order.window_until and order.window_until > now:
        return order.window_from, order.window_until
    return (windows[0].from_at, windows[0].until_at) if windows else (now, now + read.WINDOW)
