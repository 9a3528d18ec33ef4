from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.catalog.models import ProductModel
from careloop.customers import permissions
from careloop.customers.actions.record import change_row, check_kept
from careloop.customers.models import Address, Customer, Device
from careloop.customers.rules import serial_key
from careloop.kit import journal, numbering
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, WrongMoment, action, require
from careloop.org.models import Unit
from careloop.org.queries.people import local_day

CHANGEABLE = ("model", "model_text", "serial", "bought_on", "installed_on", "address", "note")


class SameDeviceTwice(Unacceptable):
    sentence = _("This customer has a device with that serial number already: %(number)s.")


class Retired(WrongMoment):
    sentence = _("%(number)s was retired already.")


@action
def add(customer: Customer, *, unit: Unit, actor: Actor, at: datetime, **facts: Any) -> Device:
    """Facts: model, or model_text for one that the catalogue does not know; serial, bought_on, installed_on,
    address, note."""
    require(actor, permissions.CHANGE, unit.pk)
    check_kept(customer)
    device = Device(number="-", customer=customer)
    change_row(device, facts, CHANGEABLE)
    _check(device, today=local_day(unit.pk, at))
    device.number = numbering.draw("DV", unit.code, local_day(unit.pk, at).year)
    device.save(force_insert=True)
    _tell("add", device, actor, at, {"serial": device.serial})
    return device


@action
def change(device: Device, *, actor: Actor, at: datetime, **facts: Any) -> Device:
    require(actor, permissions.CHANGE, None)
    before = change_row(device, facts, CHANGEABLE)
    if not before:
        return device
    _check(device, today=local_day(device.customer.taken_by_id, at))
    device.save(update_fields=[*before, "serial_key"])
    for name, old in before.items():
        what = {"field": tell.word(Device._meta.get_field(name).verbose_name)}  # type: ignore[union-attr]
        turned = {"change": tell.change(_said(old), _said(getattr(device, name)))}
        personal = name in ("address", "note")
        _tell("change", device, actor, at, what | ({} if personal else turned), turned if personal else {})
    return device


@action
def move_to(
    device: Device, *, customer: Customer, actor: Actor, at: datetime, address: Address | None = None
) -> Device:
    """The device has a new owner; its number and story go along, the old owner's address does not."""
    require(actor, permissions.CHANGE, None)
    check_kept(customer)
    old = device.customer
    device.customer, device.address = customer, address
    _check(device, today=None)
    device.save(update_fields=["customer", "address"])
    _tell("move_to", device, actor, at, {"old": old.number, "new": customer.number})
    return device


@action
def retire(device: Device, *, on: date, reason: str, actor: Actor, at: datetime) -> Device:
    """It is no longer in use: scrapped, sold to nobody we know. Its story stays."""
    require(actor, permissions.CHANGE, None)
    if not Device.objects.in_use().filter(pk=device.pk).update(retired_on=on):
        raise Retired(number=device.number)
    device.retired_on = on
    _tell("retire", device, actor, at, {"retired_on": tell.plain(on), "why": reason})
    return device


def _check(device: Device, *, today: date | None) -> None:
    check_facts(device, today=today)
    device.serial_key = serial_key(device.serial)
    _check_serial(device)


def check_facts(device: Device, *, today: date | None) -> None:
    """Whether the facts of one device fit each other; asks the database nothing."""
    errors: dict[str, list[Any]] = {}
    if device.model_id is None and not device.model_text.strip():
        errors["model"] = [_("Name the model, or say what it is.")]
    if device.address is not None and device.address.customer_id != device.customer_id:
        errors["address"] = [_("This is not an address of the customer.")]
    if today and device.bought_on and device.bought_on > today:
        errors["bought_on"] = [_("This day lies in the future.")]
    if device.bought_on and device.installed_on and device.installed_on < device.bought_on:
        errors["installed_on"] = [_("It cannot be installed before it was bought.")]
    if errors:
        raise Unacceptable(errors=errors)


def _check_serial(device: Device) -> None:
    if not device.serial_key:
        return
    twice = Device.objects.in_use().filter(
        customer=device.customer_id, serial_key=device.serial_key, model=device.model_id
    )
    other = twice.exclude(pk=device.pk).first()
    if other is not None:
        refusal = SameDeviceTwice(number=other.number)
        refusal.errors = {"serial": [str(refusal)]}
        raise refusal


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, ProductModel | Address) else value


def _tell(
    verb: str,
    device: Device,
    actor: Actor,
    at: datetime,
    told: dict[str, Any],
    personal: dict[str, Any] | None = None,
) -> None:
    journal.record(
        f"customers.device.{verb}",
        document=device.number,
        thread=device.number,
        actor=actor,
        at=at,
        told={"model": str(device), **told},
        personal=personal or {},
        subject=f"customer:{device.customer_id}" if personal else "",
    )
