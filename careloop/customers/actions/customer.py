from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from careloop.customers import permissions
from careloop.customers.actions import contact
from careloop.customers.actions.consent import consent, withdraw
from careloop.customers.actions.contact import add_address, add_phone, remove_phone
from careloop.customers.actions.erase import erase
from careloop.customers.actions.merge import merge
from careloop.customers.actions.record import PERSONAL, change_row, index_name, tell_customer, update
from careloop.customers.actions.valid import valid
from careloop.customers.models import Address, Customer, Phone
from careloop.kit import numbering
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org.models import Unit, Zone
from careloop.org.queries.people import local_day

__all__ = [
    "add_address",
    "add_phone",
    "change",
    "consent",
    "erase",
    "merge",
    "remove_phone",
    "take_in",
    "withdraw",
]

CHANGEABLE = ("kind", "name", "contact_name", "email", "language", "note", "special")


@action
def take_in(
    *,
    unit: Unit,
    name: str,
    actor: Actor,
    at: datetime,
    phones: Sequence[str] = (),
    address: str = "",
    zone: Zone | None = None,
    kind: str = Customer.Kind.PERSON,
    contact_name: str = "",
    email: str = "",
    language: str = settings.LANGUAGE_CODE,
    note: str = "",
    special: bool = False,
) -> Customer:
    """A new customer with phones as typed (the first is the main one) and an address; its zone is found by
    the words in the address when none is given."""
    require(actor, permissions.CHANGE, unit.pk)
    customer = Customer(
        number="-", kind=kind, name=name.strip(), contact_name=contact_name.strip(), email=email,
        language=language, note=note, special=special, created_at=at, taken_by=unit,
    )  # fmt: skip
    valid(customer)
    numbers = contact.phones_of(customer, phones)
    place = contact.address_of(customer, address, zone) if address.strip() else None
    _save(customer, numbers, place, year=local_day(unit.pk, at).year)
    personal = {"name": name, "phone": [phone.typed for phone in numbers], "address": address}
    told = {"kind": tell.word(Customer.Kind(kind).label)}
    tell_customer(
        "take_in", customer, actor, at, told, {key: value for key, value in personal.items() if value}
    )
    return customer


def _save(customer: Customer, phones: list[Phone], place: Address | None, *, year: int) -> None:
    customer.number = numbering.draw("CU", customer.taken_by.code, year)
    customer.save(force_insert=True)
    index_name(customer)
    for phone in phones:
        phone.customer = customer
    Phone.objects.bulk_create(phones)
    if place is not None:
        place.customer = customer
        place.save(force_insert=True)


@action
def change(customer: Customer, *, actor: Actor, at: datetime, **facts: Any) -> Customer:
    """Sets the named facts (`CHANGEABLE`); what is the same as before is neither written nor told."""
    require(actor, permissions.CHANGE, None)
    before = change_row(customer, facts, CHANGEABLE)
    if not before:
        return customer
    update(customer, {name: getattr(customer, name) for name in before})
    if {"name", "contact_name"} & before.keys():
        index_name(customer)
    for name, old in before.items():
        what = {"field": tell.word(Customer._meta.get_field(name).verbose_name)}  # type: ignore[union-attr]
        turned = {"change": tell.change(old, getattr(customer, name))}
        if name in PERSONAL:
            tell_customer("change", customer, actor, at, what, turned)
        else:
            tell_customer("change", customer, actor, at, what | turned)
    return customer
