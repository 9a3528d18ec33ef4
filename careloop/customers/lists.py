"""The lists of customers, declared once for the page, the API and what comes onto them later."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models import Family
from careloop.catalog.queries import find_models
from careloop.catalog.rules import fold
from careloop.customers import permissions
from careloop.customers.models import Address, Contract, Customer, Device, NamePart, Phone
from careloop.customers.queries.rows import contract_row, customer_row, device_row
from careloop.customers.rules import search_digits, serial_key
from careloop.customers.rules.names import LONGEST
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
from careloop.org.models import Unit

FEWEST = 3
TAKE_IN = Button(_("New customer"), "customers:new", permissions.CHANGE.code, main=True)
IMPORT_CUSTOMERS = Button(_("Import"), "customers:import", permissions.IMPORT.code)
IMPORT_DEVICES = Button(_("Import"), "customers:import-devices", permissions.IMPORT.code)


# What is found is fetched as keys, by an index each, before the list is cut: a condition that joins them by
# "or" would make the database walk through all customers in the order of the list.
MOST = 500


def fitting(text: str) -> set[int]:
    """Customers by number, whole phone, serial number or name."""
    digits, serial = search_digits(text, settings.COUNTRY), serial_key(text)
    found: list[QuerySet] = [Customer.objects.filter(number=text.upper()).values_list("pk")]
    if len(digits) >= FEWEST:
        found.append(Phone.objects.filter(digits=digits).values_list("customer_id"))
    if len(serial) >= FEWEST and serial.isascii():
        found.append(Device.objects.filter(serial_key__begins=serial).values_list("customer_id"))
    if not digits:
        found.append(_named(text).values_list("customer_id"))
    return _keys(found)


def fitting_in_part(text: str) -> set[int]:
    """Customers by a phone's first or last digits: only for who sees numbers in full, since others would
    read a masked number digit by digit."""
    digits = search_digits(text, settings.COUNTRY)
    if len(digits) < FEWEST:
        return set()
    phones = Q(digits__begins=digits)
    if len(digits) > FEWEST:
        phones |= Q(reversed__begins=digits[::-1])
    return _keys([Phone.objects.filter(phones).values_list("customer_id")])


def _named(text: str) -> QuerySet:
    name = fold(text)[:LONGEST].rstrip()
    return NamePart.objects.filter(text__begins=name) if name else NamePart.objects.none()


def _keys(found: Iterable[QuerySet]) -> set[int]:
    return {pk for rows in found for (pk,) in rows.order_by()[:MOST]}


class CustomerList(ListPage):
    name = "customers.customers"
    title = _("Customers")
    model = Customer
    capability = permissions.SEE.code
    searched_by = _("phone, name, serial or customer number")
    columns = (
        Column("name", _("Name"), template="customers/cells/name.html", link=True),
        Column("number", _("Number"), mono=True),
        Column("phones", _("Phone"), template="customers/cells/phone.html"),
        Column("addresses", _("Address"), template="customers/cells/address.html"),
        Column("devices", _("Devices"), template="customers/cells/devices.html"),
        Column("created_at", _("Registered"), template="customers/cells/created.html", right=True),
    )
    on_phone = {
        "name": "subject",
        "phones": "when",
        "addresses": "line",
        "devices": "state",
        "number": "number",
    }
    filters = (
        ChoiceFilter("kind", _("Kind"), Customer.Kind.choices),
        FlagFilter("special", _("Special customers"), Q(special=True)),
        ChoiceFilter("language", _("Language"), settings.LANGUAGES, several=True),
        RowFilter("taken_by", _("Registered by"), lambda _actor: Unit.objects.all()),
        PeriodFilter("created_at", _("Registered")),
    )
    order = ("-id",)
    buttons = (IMPORT_CUSTOMERS, TAKE_IN)
    empty = Empty(
        _("No customers yet"),
        _("They come with their first call, or from a file with those you have."),
        TAKE_IN,
    )

    def rows(self, actor: Actor) -> QuerySet[Customer]:
        """With `sees_phones`, which says whether this reader sees numbers in full."""
        return (
            Customer.objects.visible_to(actor)
            .kept()
            .select_related("taken_by")
            .prefetch_related(
                "phones",
                Prefetch("addresses", Address.objects.select_related("zone")),
                Prefetch("devices", Device.objects.in_use().select_related("model")),
            )
            .annotate(sees_phones=Value(actor.may(permissions.SEE_PHONES.code)))
        )

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(pk__in=fitting(text)) | Q(sees_phones=True, pk__in=fitting_in_part(text)))

    def url(self, row: Customer) -> str:
        return reverse("customers:customer", args=[row.number])

    def serialize(self, row: Any) -> dict[str, Any]:
        return customer_row(row, sees_phones=row.sees_phones)


class DeviceList(ListPage):
    name = "customers.devices"
    title = _("Devices")
    model = Device
    capability = permissions.SEE.code
    searched_by = _("serial number, model, owner or device number")
    columns = (
        Column("number", _("Device"), link=True, mono=True),
        Column("model", _("Model"), value=str),
        Column("serial", _("Serial number"), mono=True),
        Column("customer.name", _("Owner")),
        Column("bought_on", _("Bought"), sort="bought_on", right=True),
        Column("installed_on", _("Installed"), sort="installed_on", right=True),
    )
    on_phone = {
        "model": "subject",
        "serial": "line",
        "customer.name": "line",
        "bought_on": "when",
        "number": "number",
    }
    filters = (
        FlagFilter("in_use", _("In use"), Q(retired_on=None)),
        RowFilter("family", _("Product"), lambda _actor: Family.objects.all(), path="model__family"),
        PeriodFilter("bought_on", _("Bought")),
        FlagFilter("unknown", _("Model not in the catalogue"), Q(model=None)),
    )
    order = ("-id",)
    buttons = (IMPORT_DEVICES,)
    empty = Empty(
        _("No devices yet"), _("They are registered with their owner, on the call or on the customer's page.")
    )

    def rows(self, actor: Actor) -> QuerySet[Device]:
        return Device.objects.visible_to(actor).select_related("model__family", "customer", "address")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        models = [model.pk for model in find_models(text, MOST)]
        owners = _keys([_named(text).values_list("customer_id")])
        found = [
            Device.objects.filter(number=text.upper()),
            Device.objects.filter(model__in=models) if models else Device.objects.none(),
            Device.objects.filter(customer__in=owners),
        ]
        serial = serial_key(text)
        if len(serial) >= FEWEST:
            found.append(Device.objects.filter(serial_key__begins=serial))
        return rows.filter(pk__in=_keys(each.values_list("pk") for each in found))

    def url(self, row: Device) -> str:
        return reverse("customers:device", args=[row.number])

    def serialize(self, row: Device) -> dict[str, Any]:
        return device_row(row)


class ContractList(ListPage):
    name = "customers.contracts"
    title = _("Contracts")
    model = Contract
    capability = permissions.SEE.code
    searched_by = _("contract number, or customer")
    columns = (
        Column("number", _("Contract"), link=True, mono=True),
        Column("customer.name", _("Customer")),
        Column("covers", _("Covers"), template="customers/cells/covers.html"),
        Column("unit", _("Unit")),
        Column("from_on", _("From"), sort="from_on", right=True),
        Column("until_on", _("Until before"), sort="until_on", right=True),
    )
    on_phone = {
        "customer.name": "subject",
        "until_on": "when",
        "unit": "line",
        "covers": "state",
        "number": "number",
    }
    filters = (
        PeriodFilter("until_on", _("Ends")),
        RowFilter("unit", _("Unit"), lambda _actor: Unit.objects.all()),
        FlagFilter("all_devices", _("All devices"), Q(all_devices=True)),
    )
    order = ("-until_on", "-id")
    empty = Empty(_("No contracts yet"), _("A contract is made on the page of its customer."))

    def rows(self, actor: Actor) -> QuerySet[Contract]:
        return Contract.objects.visible_to(actor).select_related("customer", "unit")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        number, owners = text.upper(), _keys([_named(text).values_list("customer_id")])
        return rows.filter(Q(number=number) | Q(customer__number=number) | Q(customer__in=owners))

    def url(self, row: Contract) -> str:
        return reverse("customers:contract", args=[row.number])

    def serialize(self, row: Contract) -> dict[str, Any]:
        return contract_row(row)
