from django.db.models import Prefetch, QuerySet

from careloop.customers.models import Address, Contract, Customer, Device
from careloop.kit.lifecycle.actor import Actor


def shown(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """With the phones and devices by which a person is recognised: three queries for any number of them."""
    return rows.prefetch_related("phones", Prefetch("devices", devices()))


def devices() -> QuerySet[Device]:
    return Device.objects.select_related("model__family", "model__brand")


def card(customer_id: int) -> Customer:
    """One customer with all that their page shows, in seven queries."""
    contracts = Contract.objects.select_related("unit").prefetch_related("devices")
    return (
        shown(Customer.objects.select_related("taken_by", "merged_into"))
        .prefetch_related(
            Prefetch("addresses", Address.objects.select_related("zone")),
            Prefetch("contracts", contracts),
            "consents",
        )
        .get(pk=customer_id)
    )


def customer_of(number: str, actor: Actor) -> Customer | None:
    """The customer of that number, if the actor may see it and it was not erased; of one that was merged away,
    the record that was kept."""
    rows = Customer.objects.visible_to(actor).filter(number=number, erased_at=None)
    found = rows.select_related("merged_into").first()
    return found and (found.merged_into or found)
