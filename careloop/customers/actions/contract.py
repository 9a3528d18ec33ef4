from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.customers import permissions
from careloop.customers.actions.record import check_kept
from careloop.customers.actions.valid import valid
from careloop.customers.models import Contract, Customer, Device
from careloop.kit import journal, numbering
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require
from careloop.org.models import Unit
from careloop.org.queries.people import local_day


@action
def add(
    customer: Customer,
    *,
    unit: Unit,
    from_on: date,
    until_on: date,
    actor: Actor,
    at: datetime,
    devices: Sequence[Device] = (),
    all_devices: bool = False,
    covers_labour: bool = True,
    covers_parts: bool = False,
    covers_travel: bool = True,
    note: str = "",
) -> Contract:
    """A contract from its first day until before `until_on`, for some devices of the customer or for all."""
    require(actor, permissions.MANAGE_CONTRACTS, unit.pk)
    check_kept(customer)
    contract = Contract(
        number="-", customer=customer, unit=unit, from_on=from_on, until_on=until_on, all_devices=all_devices,
        covers_labour=covers_labour, covers_parts=covers_parts, covers_travel=covers_travel, note=note,
    )  # fmt: skip
    _check(valid(contract), devices)
    contract.number = numbering.draw("CT", unit.code, local_day(unit.pk, at).year)
    contract.save(force_insert=True)
    if not all_devices:
        contract.devices.set(devices)
    told = {
        "contract": contract.number,
        "customer": customer.number,
        "from_on": tell.plain(from_on),
        "until_on": tell.plain(until_on),
        "devices": [device.number for device in devices],
    }
    journal.record("customers.contract.add", document=contract.number, actor=actor, at=at, told=told)
    return contract


def _check(contract: Contract, devices: Sequence[Device]) -> None:
    errors: dict[str, list[Any]] = {}
    if contract.until_on <= contract.from_on:
        errors["until_on"] = [_("A contract ends after it begins.")]
    if not (contract.covers_labour or contract.covers_parts or contract.covers_travel):
        errors["covers_labour"] = [_("Say what the contract covers.")]
    if not contract.all_devices and not devices:
        errors["devices"] = [_("Name the devices, or take all of them.")]
    if any(device.customer_id != contract.customer_id for device in devices):
        errors["devices"] = [_("A device of another customer is among them.")]
    if errors:
        raise Unacceptable(errors=errors)
