"""What is free for a device on a day, by warranty or by contract."""

from datetime import date

from django.db.models import Q

from careloop.catalog.queries import chain
from careloop.customers.models import Contract, Customer, Device, WarrantyTerms
from careloop.customers.rules import (
    Coverage,
    Offer,
    Part,
    StartEvent,
    Terms,
    choose_terms,
    contract_covers,
    coverage,
)
from careloop.kit.epochs.copy import Copy


def _offer(row: WarrantyTerms) -> Offer:
    terms = Terms(row.labour_months, row.parts_months, row.travel_months, StartEvent(row.starts_from))
    return Offer(terms, row.from_on, row.model_id, row.family_id)


# Asked while a call is taken, changed a few times a year.
OFFERS: Copy[list[Offer]] = Copy("customers", lambda: [_offer(row) for row in WarrantyTerms.objects.all()])


def coverage_of(device: Device, on: date) -> Coverage:
    """What the warranty covers on that day. Give the device with its model; then no query is needed."""
    day = device.bought_on or device.installed_on or on
    terms = None
    if device.model is not None:
        terms = choose_terms(
            OFFERS.get(), model_id=device.model.pk, families=chain(device.model.family_id), bought_on=day
        )
    return coverage(terms, device.bought_on, device.installed_on, on)


def contract_for(customer: Customer, device: Device | None, on: date) -> Contract | None:
    """The running contract that covers the device (or, without one, all devices); of several the one that
    covers most, then the one that lasts longest."""
    fitting = Q(all_devices=True) if device is None else Q(all_devices=True) | Q(devices=device)
    running = (
        Contract.objects.filter(fitting, customer=customer, from_on__lte=on, until_on__gt=on)
        .select_related("unit")
        .distinct()
    )
    return max(
        running, key=lambda each: (len(contract_parts(each, on)), each.until_on, each.pk), default=None
    )


def contract_parts(contract: Contract, on: date) -> frozenset[Part]:
    return contract_covers(
        from_on=contract.from_on,
        until_on=contract.until_on,
        labour=contract.covers_labour,
        parts=contract.covers_parts,
        travel=contract.covers_travel,
        on=on,
    )
