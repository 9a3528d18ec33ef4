from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.customers import permissions
from careloop.customers.actions.record import check_kept, tell_customer
from careloop.customers.actions.valid import valid
from careloop.customers.models import Address, Customer, Phone
from careloop.customers.rules import read_phone
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require
from careloop.org.models import Zone
from careloop.org.queries import zone_for_address


class NotAPhone(Unacceptable):
    sentence = _("“%(typed)s” is not a phone number: 3 to 17 digits, with blanks and + ( ) - / only.")

    def __init__(self, typed: str) -> None:
        super().__init__(typed=typed[:60])
        self.errors = {"phone": [str(self)]}


class KnownAlready(Unacceptable):
    sentence = _("This customer has that number already.")


@action
def add_phone(
    customer: Customer, *, phone: str, actor: Actor, at: datetime, label: str = "", primary: bool = False
) -> Phone:
    require(actor, permissions.CHANGE, None)
    check_kept(customer)
    added = _read(customer, phone)
    added.label, added.primary = label, primary
    valid(added)
    held = list(Phone.objects.filter(customer=customer))
    if any((other.digits, other.extension) == (added.digits, added.extension) for other in held):
        raise KnownAlready(errors={"phone": [KnownAlready.sentence]})
    if primary:
        Phone.objects.filter(customer=customer, primary=True).update(primary=False)
    added.primary = primary or not held
    added.save(force_insert=True)
    tell_customer("add_phone", customer, actor, at, {"label": label}, {"phone": added.typed})
    return added


@action
def remove_phone(phone: Phone, *, actor: Actor, at: datetime) -> None:
    """A wrong number goes; where it was the main one, the oldest of the others becomes it."""
    require(actor, permissions.CHANGE, None)
    customer = phone.customer
    Phone.objects.filter(pk=phone.pk).delete()
    others = list(Phone.objects.filter(customer=customer))
    if others and not others[0].primary:
        Phone.objects.filter(pk=others[0].pk).update(primary=True)
    tell_customer("remove_phone", customer, actor, at, {"label": phone.label}, {"phone": phone.typed})


@action
def add_address(
    customer: Customer,
    *,
    text: str,
    actor: Actor,
    at: datetime,
    zone: Zone | None = None,
    label: str = "",
    primary: bool = False,
) -> Address:
    require(actor, permissions.CHANGE, None)
    check_kept(customer)
    held = Address.objects.filter(customer=customer)
    address = address_of(customer, text, zone, label=label, primary=primary or not held)
    if primary:
        held.filter(primary=True).update(primary=False)
    address.save(force_insert=True)
    tell_customer("add_address", customer, actor, at, {"label": label}, {"address": text})
    return address


def phones_of(customer: Customer, typed: Sequence[str]) -> list[Phone]:
    """Not yet saved; a number typed twice is taken once, the first is the main one."""
    read = [_read(customer, text) for text in typed if text.strip()]
    phones = list({(phone.digits, phone.extension): phone for phone in reversed(read)}.values())[::-1]
    for place, phone in enumerate(phones):
        phone.primary = place == 0
    return phones


def address_of(
    customer: Customer, text: str, zone: Zone | None, *, label: str = "", primary: bool = True
) -> Address:
    """Not yet saved."""
    zone = zone or zone_for_address(text, customer.taken_by_id)
    return valid(Address(customer=customer, text=text.strip(), zone=zone, label=label, primary=primary))


def _read(customer: Customer, typed: str) -> Phone:
    reading = read_phone(typed, settings.COUNTRY)
    if reading is None or len(reading.typed) > 60:
        raise NotAPhone(typed)
    return Phone(
        customer=customer,
        typed=reading.typed,
        e164=reading.e164,
        digits=reading.digits,
        reversed=reading.digits[::-1],
        extension=reading.extension,
    )
