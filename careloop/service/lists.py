"""The lists of service, declared once for the page, the API and what comes onto them later."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careloop.customers import queries as customers
from careloop.kit import numbering
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages import (
    Button,
    ChoiceFilter,
    Column,
    Empty,
    FlagFilter,
    ListPage,
    PeriodFilter,
    RowFilter,
)
from careloop.org.models import Person, Unit
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, Order
from careloop.service.models.call import Channel
from careloop.service.queries import orders_numbered
from careloop.service.queries.present import give_left, give_present
from careloop.service.queries.rows import case_row, order_row


def units_seen(actor: Actor) -> QuerySet[Unit]:
    units = actor.units("service.see")
    return Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)


def people_seen(actor: Actor) -> QuerySet[Person]:
    units = actor.units("service.see")
    return Person.objects.all() if units is None else Person.objects.filter(unit_id__in=units)


def sees_several(actor: Actor) -> bool:
    units = actor.units("service.see")
    return units is None or len(units) > 1


class CaseList(ListPage):
    name = "service.cases"
    title = _("Cases")
    model = Case
    searched_by = _("number, or words of the customer")
    columns = (
        Column("number", _("Case"), link=True, mono=True),
        Column("left", _("Time left"), template="service/cells/left.html"),
        Column("state", _("State"), template="service/cells/case_state.html"),
        Column("title", _("What about")),
        Column("customer.name", _("Customer"), template="service/cells/customer.html"),
        Column("kind", _("Who pays"), template="service/cells/kind.html"),
        Column("technician", _("Technician")),
        Column("unit", _("Unit"), shown=sees_several),
        Column(
            "opened_at", pgettext_lazy("when", "Opened"), template="service/cells/opened.html", right=True
        ),
    )
    on_phone = {
        "title": "subject",
        "left": "when",
        "customer.name": "line",
        "technician": "line",
        "state": "state",
        "number": "number",
    }
    filters = (
        # The open states by name: an index finds them, and not all that are not closed.
        FlagFilter("open", _("Not closed"), Q(state__in=CASE.open_states)),
        ChoiceFilter("state", _("State"), CASE.choices(), several=True),
        ChoiceFilter("kind", _("Who pays"), Case.Kind.choices, several=True),
        ChoiceFilter("channel", _("Channel"), Channel.choices, several=True),
        ChoiceFilter("outcome", _("Outcome"), Case.Outcome.choices, several=True),
        RowFilter("unit", _("Unit"), units_seen),
        PeriodFilter("opened_at", pgettext_lazy("when", "Opened")),
        PeriodFilter("closed_at", pgettext_lazy("when", "Closed")),
        FlagFilter("urgent", _("Urgent"), Q(urgent=True)),
        FlagFilter("again", _("Handled again"), Q(round__gt=1)),
        FlagFilter("first_time", _("Fixed first time"), Q(round=1, outcome="content")),
    )
    begins_with = {"open": "on"}
    # Not by id: what is entered later, or taken over as history, stands at its time.
    order = ("-opened_at",)
    empty = Empty(
        _("No cases yet"),
        _("A case begins with a call: take one, and it stands here with its clocks."),
        Button(_("Take a call"), "service:call", "service.take_calls", main=True),
    )
    buttons = (Button(_("Take a call"), "service:call", "service.take_calls", main=True),)

    def rows(self, actor: Actor) -> QuerySet[Case]:
        return Case.objects.visible_to(actor).select_related(
            "unit", "customer", "zone", "device", "history__source"
        )

    def complete(self, rows: Sequence[Case], actor: Actor) -> None:
        give_present(rows, actor.entered_at)

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        if numbering.begins_number(text):
            return rows.filter(number__begins=text.upper())
        return rows.filter(Q(title__icontains=text) | Q(customer__in=customers.named(text)))

    def url(self, row: Case) -> str:
        return reverse("service:case", args=[row.number])

    def serialize(self, row: Case) -> dict[str, Any]:
        return case_row(row)


class OrderList(ListPage):
    name = "service.orders"
    title = _("Orders")
    model = Order
    searched_by = _("number of the order, the case or the voucher")
    columns = (
        Column("number", _("Order"), link=True, mono=True),
        Column("left", _("Time left"), template="service/cells/left.html"),
        Column("state", _("State"), template="service/cells/order_state.html"),
        Column("case.title", _("What about")),
        Column("case.customer.name", _("Customer")),
        Column("technician.name", _("Technician")),
        Column("window_from", _("Appointment"), template="service/cells/window.html"),
        Column(
            "arrived_at", pgettext_lazy("when", "Arrived"), template="service/cells/arrived.html", right=True
        ),
    )
    on_phone = {
        "case.title": "subject",
        "left": "when",
        "case.customer.name": "line",
        "technician.name": "line",
        "window_from": "line",
        "state": "state",
        "number": "number",
    }
    filters = (
        FlagFilter("open", _("Under way"), Q(state__in=ORDER.open_states)),
        ChoiceFilter("state", _("State"), ORDER.choices(), several=True),
        RowFilter("unit", _("Unit"), units_seen),
        RowFilter("technician", _("Technician"), people_seen),
        ChoiceFilter(
            "zone",
            _("Zone"),
            (("town", _("Town")), ("suburb", _("Suburb")), ("remote", _("Remote"))),
            path="zone__kind",
            several=True,
        ),
        FlagFilter("late", _("Arrived late"), Q(on_time=False)),
        FlagFilter("on_time", _("Arrived on time"), Q(on_time=True)),
        PeriodFilter("arrived_at", pgettext_lazy("when", "Arrived")),
        PeriodFilter("opened_at", pgettext_lazy("when", "Opened")),
    )
    begins_with = {"open": "on"}
    order = ("-id",)
    empty = Empty(_("No orders yet"), _("Each case brings its first order with it."))

    def rows(self, actor: Actor) -> QuerySet[Order]:
        return Order.objects.visible_to(actor).select_related(
            "unit", "technician", "zone", "voucher", "case__customer"
        )

    def complete(self, rows: Sequence[Order], actor: Actor) -> None:
        give_left(rows, actor.entered_at)

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(pk__in=orders_numbered(text))

    def url(self, row: Order) -> str:
        return reverse("service:order", args=[row.number])

    def serialize(self, row: Order) -> dict[str, Any]:
        return order_row(row)
