"""One search for customers: what somebody says on the phone, or reads from a plate or a paper."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Q, QuerySet

from careloop.catalog.rules import fold
from careloop.customers.models import Contract, Customer, Device, NamePart, Phone
from careloop.customers.permissions import SEE_PHONES
from careloop.customers.queries.card import shown
from careloop.customers.rules import read_phone, search_digits, serial_key
from careloop.customers.rules.names import LONGEST
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.numbering import parse

FEWEST_DIGITS = 3
# Fewer last digits than this would hit one number in a thousand.
FEWEST_LAST_DIGITS = 4
MOST_NAMED = 250


def find(text: str, actor: Actor, limit: int = 20) -> list[Customer]:
    """By document number, phone (from the front, or its last digits), serial number or name, in this order.
    Who sees numbers masked finds by whole ones only.

    At most four searches by index and three queries for what is shown, whatever is found.
    """
    visible = Customer.objects.visible_to(actor)
    ids = _ids(text, actor, limit) if text.strip() else []
    rows = {row.pk: row for row in shown(visible.kept().filter(pk__in=ids))} if ids else {}
    return [rows[pk] for pk in ids if pk in rows]


def named(text: str) -> set[int]:
    """Ids of customers with a name that begins so, by index; of a very common name, some of them."""
    return {pk for found in _by_name(text, MOST_NAMED) for pk in found}


def by_phone(typed: str, actor: Actor) -> list[Customer]:
    """Whoever has exactly that number, as far as the actor may see them."""
    reading = read_phone(typed, settings.COUNTRY)
    if reading is None:
        return []
    holders = Phone.objects.filter(digits=reading.digits, e164__in={reading.e164, ""})
    visible = Customer.objects.visible_to(actor).kept()
    return list(shown(visible.filter(pk__in=holders.values("customer_id"))).order_by("-id"))


def phone_for(phone: Phone, actor: Actor) -> str:
    """As typed, or masked for those who need not see it."""
    return phone.typed if actor.may(SEE_PHONES.code) else phone.masked


def _ids(text: str, actor: Actor, limit: int) -> list[int]:
    number = parse(text)
    if number is not None:
        return list(_first(_by_number(str(number)), limit))
    found: list[Iterable[int]] = []
    digits = search_digits(text, settings.COUNTRY)
    if len(digits) >= FEWEST_DIGITS:
        found.append(_by_digits(digits, actor)[: limit * 2])
    serial = serial_key(text)
    if len(serial) >= FEWEST_DIGITS and serial.isascii():
        found.append(_by_serial(serial)[:limit])
    if not digits:
        found.extend(_by_name(text, limit))
    return list(_first((pk for ids in found for pk in ids), limit))


def _by_number(number: str) -> Iterator[int]:
    """A customer's own number (of a merged one: of the record that was kept), a device's or a contract's."""
    row = Customer.objects.filter(number=number).values_list("merged_into_id", "pk").first()
    if row is not None:
        yield row[0] or row[1]
        return
    for model in (Device, Contract):
        yield from model.objects.filter(number=number).values_list("customer_id", flat=True)


def _by_digits(digits: str, actor: Actor) -> QuerySet[Phone, int]:
    """For who sees numbers masked only a whole number finds: part by part they would read it all the same."""
    fitting = Q(digits__begins=digits) if actor.may(SEE_PHONES.code) else Q(digits=digits)
    if actor.may(SEE_PHONES.code) and len(digits) >= FEWEST_LAST_DIGITS:
        fitting |= Q(reversed__begins=digits[::-1])
    return Phone.objects.filter(fitting).order_by().values_list("customer_id", flat=True)


def _by_serial(serial: str) -> QuerySet[Device, int]:
    return Device.objects.filter(serial_key__begins=serial).order_by().values_list("customer_id", flat=True)


def _by_name(text: str, limit: int) -> list[QuerySet[NamePart, int]]:
    """Names that are just this before names that go on. Not in order of names: the first hits of the index
    are there at once, sorting all people called Wang is not."""
    name = fold(text)[:LONGEST].rstrip()
    if not name:
        return []
    parts = NamePart.objects.order_by().values_list("customer_id", flat=True)
    return [parts.filter(text=name)[:limit], parts.filter(text__begins=name)[: limit * 2]]


def _first(ids: Iterable[int], limit: int) -> Iterator[int]:
    seen: set[int] = set()
    for pk in ids:
        if pk not in seen:
            seen.add(pk)
            yield pk
        if len(seen) == limit:
            return
