"""What a case's page shows, read when its template asks for it: a tab that is not open costs nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from careloop.catalog.models import FaultCode
from careloop.customers import queries as customers
from careloop.customers.models import Phone
from careloop.kit import numbering
from careloop.kit.clocks.left import left_of
from careloop.kit.clocks.models import Clock
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.offers import Offer
from careloop.kit.lifecycle.table import State
from careloop.org.queries import say_unit
from careloop.org.queries.people import local_day
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, ContactTry, Order
from careloop.service.queries import page as read
from careloop.service.queries import reason_for
from careloop.service.queries.present import shown_state
from careloop.service.views.clocks import Face, Stopped, face_of, open_first
from careloop.service.views.rail import Place, rail
from careloop.service.views.steps import Leading, Steps, leading, steps_of
from careloop.service.views.story import Story, story_of
from careloop.tasks.models import Task

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cover:
    """One part of the warranty: the last free day while it runs, else the first that is charged."""

    label: Any
    on: date | None
    runs: bool


class CasePage:
    """The case, its order in front (`order`: that of the page, or the present one), and all around them."""

    def __init__(self, case: Case, actor: Actor, now: datetime, before_id: int | None = None) -> None:
        self.case, self.actor, self.now, self.before_id = case, actor, now, before_id

    @cached_property
    def orders(self) -> list[Order]:
        return read.orders_of(self.case, self.actor)

    @cached_property
    def order(self) -> Order | None:
        return next((order for order in self.orders if order.round == self.case.round), None)

    @property
    def state(self) -> State:
        return shown_state(self.case, self.order)

    @cached_property
    def leads(self) -> Leading:
        return leading(self.case, self.order)

    @cached_property
    def steps(self) -> Steps:
        return steps_of(CASE, self.case, self.actor, self.now, leads=self.leads)

    @cached_property
    def order_steps(self) -> Steps:
        if self.order is None or self.order.state not in ORDER.open_states:
            return Steps()
        return steps_of(ORDER, self.order, self.actor, self.now, leads=self.leads)

    @property
    def main(self) -> Offer | None:
        return self.steps.main or self.order_steps.main

    @property
    def waiting(self) -> str:
        return self.steps.waiting or self.order_steps.waiting

    @property
    def served_by(self) -> str:
        """The other unit that serves the address, while the case can still go there."""
        zone = self.case.zone
        movable = self.case.state in CASE.step("pass_on").from_
        return say_unit(zone.unit_id) if zone and movable and zone.unit_id != self.case.unit_id else ""

    @cached_property
    def rail(self) -> list[Place]:
        return rail(self.case, self.order, self.story.entries, self.now)

    @cached_property
    def story(self) -> Story:
        return story_of(self.case.number, self.actor, self.now, self.before_id)

    @cached_property
    def _clocks(self) -> list[Clock]:
        return read.clocks_of(self.case)

    @cached_property
    def clocks(self) -> list[Face]:
        return [face_of(clock, self.now, self._round(clock)) for clock in open_first(self._clocks)]

    @cached_property
    def stopped(self) -> list[Stopped]:
        """The clocks that are done with, the last first, each with what was left."""
        called_off = {order.number for order in self.orders if order.state == "cancelled"}
        done = [clock for clock in self._clocks if clock.stopped_at and clock.document not in called_off]
        done.sort(key=lambda clock: (clock.stopped_at, clock.pk), reverse=True)
        return [Stopped(clock, self._round(clock), left_of(clock, self.now)) for clock in done]

    def _round(self, clock: Clock) -> int:
        """In which round it ran; 0 where there was only one. A clock of the case ran from an order's round on."""
        if self.case.round == 1:
            return 0
        begun = [order.round for order in self.orders if order.opened_at <= clock.started_at]
        own = [order.round for order in self.orders if order.number == clock.document]
        return max(own or begun or [1])

    @cached_property
    def phones(self) -> list[Phone]:
        return list(self.case.customer.phones.all()) if self.case.customer else []

    @property
    def sees_phones(self) -> bool:
        return self.actor.may("customers.see_phones")

    @property
    def customer_url(self) -> str | None:
        customer = self.case.customer
        return numbering.page_of(customer.number) if customer and self.actor.may("customers.see") else None

    @property
    def device_url(self) -> str | None:
        device = self.case.device
        return numbering.page_of(device.number) if device and self.actor.may("customers.see") else None

    @cached_property
    def past(self) -> read.Past:
        return read.past_of(self.case, self.actor)

    @cached_property
    def cover(self) -> list[Cover]:
        """What the warranty covers today, by the last day of each part; nothing where no start is known."""
        if self.case.device is None:
            return []
        today = local_day(self.case.unit_id, self.now)
        found = customers.coverage_of(self.case.device, today)
        if found.started_on is None:
            return []
        untils = (
            (_("Labour"), found.labour_until),
            (_("Parts"), found.parts_until),
            (_("Travel"), found.travel_until),
        )
        return [
            Cover(label, until - DAY if until and today < until else until, bool(until and today < until))
            for label, until in untils
        ]

    @property
    def reason(self) -> str:
        return reason_for(self.case)

    @cached_property
    def photos(self) -> list[File]:
        return read.photos_of([self.case.number, *(order.number for order in self.orders)])

    @cached_property
    def tasks(self) -> list[Task]:
        return read.tasks_of(self.case, self.actor)

    @cached_property
    def tries(self) -> list[ContactTry]:
        return read.tries_of(self.case)


def fault_path(fault: FaultCode | None) -> str:
    """As in “Noise › when spinning”."""
    if fault is None:
        return ""
    return f"{fault.parent} › {fault}" if fault.parent_id else str(fault)
