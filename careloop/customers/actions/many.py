"""Taking in customers and devices by the hundred, from a file: the same checks and the same story as one by
one, in a few statements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from careloop.customers import permissions
from careloop.customers.actions import contact
from careloop.customers.actions.device import CHANGEABLE, check_facts
from careloop.customers.actions.record import change_row, not_kept
from careloop.customers.actions.valid import valid
from careloop.customers.models import Address, Customer, Device, NamePart, Phone
from careloop.customers.rules import name_parts, serial_key
from careloop.kit import numbering
from careloop.kit.journal import Happening, record_many, tell
from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org.models import Unit
from careloop.org.queries.people import local_day

BATCH = 500


@action
def take_in_many(
    rows: Sequence[Mapping[str, Any]], *, unit: Unit, actor: Actor, at: datetime
) -> list[Customer]:
    """Each row holds what `customer.take_in` takes. Nobody is looked up: the caller knows that they are new."""
    require(actor, permissions.IMPORT, None)
    year = local_day(unit.pk, at).year
    made = [_customer(row, unit, at) for row in rows]
    numbers = [contact.phones_of(customer, row["phones"]) for customer, row in zip(made, rows, strict=True)]
    places = [_place(customer, row) for customer, row in zip(made, rows, strict=True)]
    for customer in made:
        customer.number = numbering.draw("CU", unit.code, year)
    Customer.objects.bulk_create(made, BATCH)
    _belong(made, numbers, places)
    record_many([_taken_in(*each, actor, at) for each in zip(made, numbers, places, strict=True)])
    return made


def _customer(row: Mapping[str, Any], unit: Unit, at: datetime) -> Customer:
    facts = {name: value for name, value in row.items() if name not in ("phones", "address")}
    return valid(Customer(number="-", created_at=at, taken_by=unit, **facts))


def _place(customer: Customer, row: Mapping[str, Any]) -> Address | None:
    text = row.get("address", "").strip()
    return contact.address_of(customer, text, None) if text else None


def _belong(made: list[Customer], numbers: list[list[Phone]], places: list[Address | None]) -> None:
    """What hangs on the customers, now that they have their keys."""
    parts = []
    for customer, phones, place in zip(made, numbers, places, strict=True):
        for row in (*phones, place):
            if row is not None:
                row.customer = customer
        texts = name_parts(customer.name, customer.contact_name)
        parts += [NamePart(customer=customer, text=text) for text in texts]
    Phone.objects.bulk_create([phone for phones in numbers for phone in phones], BATCH)
    Address.objects.bulk_create([place for place in places if place is not None], BATCH)
    NamePart.objects.bulk_create(parts, BATCH)


def _taken_in(
    customer: Customer, phones: list[Phone], place: Address | None, actor: Actor, at: datetime
) -> Happening:
    personal = {
        "name": customer.name,
        "phone": [phone.typed for phone in phones],
        "address": place.text if place else "",
    }
    return Happening(
        word="customers.customer.take_in",
        document=customer.number,
        actor=actor,
        at=at,
        told={"kind": tell.word(Customer.Kind(customer.kind).label)},
        personal={name: value for name, value in personal.items() if value},
        subject=f"customer:{customer.pk}",
    )


@action
def add_many(
    rows: Sequence[tuple[Customer, Mapping[str, Any]]], *, unit: Unit, actor: Actor, at: datetime
) -> list[Device]:
    """Each row is an owner and what `device.add` takes; the caller knows that none is there already."""
    require(actor, permissions.IMPORT, None)
    today = local_day(unit.pk, at)
    owners = {customer.pk: customer for customer, _facts in rows}
    kept = set(Customer.objects.kept().select_for_update().filter(pk__in=owners).values_list("pk", flat=True))
    for pk, owner in owners.items():
        if pk not in kept:
            raise not_kept(owner)
    made = [_device(customer, facts, today) for customer, facts in rows]
    for device in made:
        device.number = numbering.draw("DV", unit.code, today.year)
    Device.objects.bulk_create(made, BATCH)
    record_many([_added(device, actor, at) for device in made])
    return made


def _device(customer: Customer, facts: Mapping[str, Any], today: date) -> Device:
    device = Device(number="-", customer=customer)
    change_row(device, facts, CHANGEABLE)
    check_facts(device, today=today)
    device.serial_key = serial_key(device.serial)
    return device


def _added(device: Device, actor: Actor, at: datetime) -> Happening:
    return Happening(
        word="customers.device.add",
        document=device.number,
        actor=actor,
        at=at,
        told={"model": str(device), "serial": device.serial},
    )
