from datetime import datetime

from careloop.catalog.rules import fold
from careloop.customers.models import Customer, Device, NamePart, Phone
from careloop.customers.queries.card import shown
from careloop.customers.rules import DUPLICATE_SCORE, Likeness, Profile, likely_same
from careloop.customers.rules.names import LONGEST
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.rules.lookup import value

# More candidates than this share a switchboard or a very common name; nobody reads on.
MOST = 50


def duplicates(
    customer: Customer, actor: Actor, at: datetime, limit: int = 10
) -> list[tuple[Customer, Likeness]]:
    """Other records that are probably the same customer, the likeliest first, with the reasons."""
    own = profile(customer)
    enough = value(DUPLICATE_SCORE.name, at, customer.taken_by_id)
    others = shown(
        Customer.objects.visible_to(actor).kept().filter(pk__in=_candidates(customer, own))
    ).prefetch_related("addresses")
    scored = [(other, likely_same(own, profile(other))) for other in others]
    found = [pair for pair in scored if pair[1].score >= enough]
    return sorted(found, key=lambda pair: (-pair[1].score, pair[0].pk))[:limit]


def profile(customer: Customer) -> Profile:
    return Profile(
        customer.name,
        frozenset(phone.digits for phone in customer.phones.all()),
        frozenset(address.text for address in customer.addresses.all()),
        frozenset(device.serial_key for device in customer.devices.all() if device.serial_key),
    )


def _candidates(customer: Customer, own: Profile) -> set[int]:
    """Whoever shares a phone, a serial number or the name: three queries, each by an index."""
    name = fold(customer.name)[:LONGEST].rstrip()
    sources = (
        Phone.objects.filter(digits__in=own.phones),
        Device.objects.filter(serial_key__in=own.serials),
        NamePart.objects.filter(text=name),
    )
    found: set[int] = set()
    for rows in sources:
        found |= set(rows.exclude(customer=customer).values_list("customer_id", flat=True)[:MOST])
    return found
