"""Customers, devices and contracts as programs get them, without a further query for any of them."""

from typing import Any

from careloop.customers.models import Contract, Customer, Device


def customer_row(customer: Customer, *, sees_phones: bool) -> dict[str, Any]:
    """Phones are masked for those who need not see them."""
    return {
        "number": customer.number,
        "kind": customer.kind,
        "name": customer.name,
        "contact_name": customer.contact_name,
        "email": customer.email,
        "language": customer.language,
        "special": customer.special,
        "note": customer.note,
        "taken_by": customer.taken_by.code,
        "created_at": customer.created_at.isoformat(),
        "phones": [
            {
                "phone": phone.typed if sees_phones else phone.masked,
                "e164": phone.e164 if sees_phones else "",
                "label": phone.label,
                "primary": phone.primary,
            }
            for phone in customer.phones.all()
        ],
        "addresses": [
            {
                "text": address.text,
                "zone": address.zone.kind if address.zone else None,
                "label": address.label,
                "primary": address.primary,
            }
            for address in customer.addresses.all()
        ],
        "devices": [device.number for device in customer.devices.all() if device.retired_on is None],
    }


def device_row(device: Device) -> dict[str, Any]:
    return {
        "number": device.number,
        "customer": device.customer.number,
        "model": device.model.code if device.model else None,
        "model_text": device.model_text,
        "family": device.model.family.code if device.model else None,
        "serial": device.serial,
        "bought_on": _day(device.bought_on),
        "installed_on": _day(device.installed_on),
        "retired_on": _day(device.retired_on),
        "address": device.address.text if device.address else "",
        "note": device.note,
    }


def contract_row(contract: Contract) -> dict[str, Any]:
    return {
        "number": contract.number,
        "customer": contract.customer.number,
        "unit": contract.unit.code,
        "from_on": contract.from_on.isoformat(),
        "until_on": contract.until_on.isoformat(),
        "covers_labour": contract.covers_labour,
        "covers_parts": contract.covers_parts,
        "covers_travel": contract.covers_travel,
        "all_devices": contract.all_devices,
    }


def _day(on: Any) -> str | None:
    return on.isoformat() if on else None
