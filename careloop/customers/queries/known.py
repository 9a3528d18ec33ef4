"""Which rows of a file are known already: looked up for many rows with a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from careloop.catalog.rules import fold
from careloop.customers.models import Address, Customer, Device, NamePart, Phone
from careloop.customers.models.customer import CustomerQuerySet
from careloop.customers.permissions import IMPORT
from careloop.customers.rules import read_phone
from careloop.customers.rules.names import LONGEST
from careloop.kit.lifecycle.actor import Actor
from careloop.org.queries.tree import in_house

Row = Mapping[str, Any]


class Book:
    """The customers whom the rows of that actor's file may mean, and the rows that were noted as new."""

    def __init__(self, rows: Sequence[Row], actor: Actor) -> None:
        self.by_number = _by_number((row["number"] for row in rows), actor)
        self.by_phone = _by_phone((row["phone"] for row in rows), actor)
        self.by_name = _by_name((row["name"] for row in rows if not row["phone"]), actor)
        self.noted: set[tuple[str, str]] = set()

    def customer(self, row: Row) -> Customer | None:
        # A number that is not ours is another system's: then name and phone decide.
        if row["number"].upper() in self.by_number:
            return self.by_number[row["number"].upper()]
        name = fold(row["name"])
        if row["phone"]:
            holders = self.by_phone.get(digits_of(row["phone"]), [])
            return next((each for each in holders if fold(each.name) == name), None)
        return next((each for each in self.by_name.get(name, []) if _lives_at(each, row["address"])), None)

    def note(self, row: Row) -> bool:
        """False if a row of this batch said the same person before, with another spelling of the number."""
        key = (fold(row["name"]), digits_of(row["phone"]) or fold(row["address"]))
        if key in self.noted:
            return False
        self.noted.add(key)
        return True


def owners(rows: Sequence[Row], actor: Actor) -> dict[int, Customer]:
    """Per place of a row the one customer it names, by number or else by phone (and name, where several share
    it); places for which there is none, or more than one, are left out."""
    by_number = _by_number((row["owner"] for row in rows), actor)
    by_phone = _by_phone((row["owner_phone"] for row in rows if not row["owner"]), actor)
    found = {}
    for place, row in enumerate(rows):
        holders = _holders(row, by_number, by_phone)
        if len(holders) == 1:
            found[place] = holders[0]
    return found


def _holders(row: Row, by_number: dict[str, Customer], by_phone: dict[str, list[Customer]]) -> list[Customer]:
    if row["owner"]:
        owner = by_number.get(row["owner"].upper())
        return [owner] if owner else []
    holders = by_phone.get(digits_of(row["owner_phone"]), [])
    named = [each for each in holders if fold(each.name) == fold(row["owner_name"])]
    return named or ([] if row["owner_name"] and len(holders) > 1 else holders)


def why_nobody(row: Row, actor: Actor) -> dict[str, list[Any]]:
    if row["owner"]:
        return {"owner": [_("There is no customer with this number.")]}
    holders = _by_phone([row["owner_phone"]], actor).get(digits_of(row["owner_phone"]), [])
    if not holders:
        return {"owner_phone": [_("No customer has this phone.")]}
    return {"owner_phone": [_("Several customers have this phone: give the customer's number.")]}


def devices(
    owned_by: Iterable[Customer], serials: Iterable[str]
) -> dict[tuple[int, str, int | None], Device]:
    """By owner, serial key and model: devices in use of these customers with these serial numbers."""
    rows = Device.objects.in_use().filter(
        customer__in={owner.pk for owner in owned_by}, serial_key__in=set(serials) - {""}
    )
    found = rows.select_related("model", "customer__taken_by")
    return {(each.customer_id, each.serial_key, each.model_id): each for each in found}


def _of_the_house(actor: Actor) -> bool:
    return in_house(actor.units(IMPORT.code))


def _within_reach(actor: Actor) -> CustomerQuerySet:
    """Whom a file may mean: all, but those of its own work where a firm outside brings it."""
    rows = Customer.objects.all()
    return rows if _of_the_house(actor) else rows.visible_to(actor)


def digits_of(typed: str) -> str:
    reading = read_phone(typed, settings.COUNTRY) if typed else None
    return reading.digits if reading else ""


def _by_number(numbers: Iterable[str], actor: Actor) -> dict[str, Customer]:
    wanted = {number.upper() for number in numbers if number}
    if not wanted:
        return {}
    rows = _within_reach(actor).select_related("merged_into").filter(number__in=wanted)
    return {row.number: row.merged_into or row for row in rows}


def _by_phone(typed: Iterable[str], actor: Actor) -> dict[str, list[Customer]]:
    wanted = {digits_of(phone) for phone in typed if phone} - {""}
    found: dict[str, list[Customer]] = defaultdict(list)
    if wanted:
        # Without a word about merged records, whose phones went along: asked for them, SQLite would walk
        # through every customer instead of looking the numbers up.
        rows = Phone.objects.filter(digits__in=wanted).select_related("customer")
        if not _of_the_house(actor):
            rows = rows.filter(customer__in=_within_reach(actor))
        for phone in sorted(rows, key=lambda phone: phone.customer_id):
            if phone.customer not in found[phone.digits]:
                found[phone.digits].append(phone.customer)
    return found


def _by_name(names: Iterable[str], actor: Actor) -> dict[str, list[Customer]]:
    wanted = {fold(name)[:LONGEST].rstrip() for name in names}
    found: dict[str, list[Customer]] = defaultdict(list)
    if wanted:
        ids = NamePart.objects.filter(text__in=wanted).values_list("customer_id", flat=True)
        rows = _within_reach(actor).kept().filter(pk__in=set(ids))
        for row in rows.prefetch_related(Prefetch("addresses", Address.objects.all())).order_by("pk"):
            found[fold(row.name)].append(row)
    return found


def _lives_at(customer: Customer, address: str) -> bool:
    return not address or any(fold(each.text) == fold(address) for each in customer.addresses.all())
