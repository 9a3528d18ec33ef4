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
    chosen: bool = False
    due_at: datetime | None = None

    @property
    def too_late(self) -> bool:
        """Whether it begins only after someone must be there; one that merely ends later may still do."""
        return self.due_at is not None and self.window.from_at > self.due_at

    @property
    def moments(self) -> dict[str, str]:
        """As the fields of the form take them."""
        told = {"window_from": self.window.from_at, "window_until": self.window.until_at}
        return {name: localtime(at).strftime(FIELD) for name, at in told.items()}

    @property
    def fills(self) -> dict[str, str]:
        return {f"id_{name}": value for name, value in self.moments.items()}


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
    def earliest(self) -> read.Window | None:
        """The first window, where even that one is too late."""
        return self.offered[0].window if self.offered and self.offered[0].too_late else None

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
    choices = queries.choices(order, from_at, until_at, now)
    chosen = str(typed.get("technician", "")) or _best(order, choices, hands)
    return Sending(
        order=order,
        clock=clock,
        left=left_of(clock, now) if clock else None,
        offered=[
            Offered(
                each, (each.from_at, each.until_at) == (from_at, until_at), clock.due_at if clock else None
            )
            for each in windows
        ],
        from_at=from_at,
        until_at=until_at,
        rows=[
            Row(choice, hands.get(choice.person.pk), str(choice.person.pk) == chosen) for choice in choices
        ],
    )


def _best(order: Order, choices: list[Choice], hands: dict[int, read.Hand]) -> str:
    """The least loaded of those whom nothing hinders; not the one from whom it is taken."""
    free = [c.person.pk for c in choices if not c.hindrances and c.person.pk != order.technician_id]
    return str(min(free, key=lambda pk: hands[pk].load if pk in hands else 0)) if free else ""


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
