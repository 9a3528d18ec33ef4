"""What the fields of the call screen say so far: the customer, the device, the place, as rows."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from careloop.catalog import queries as catalog
from careloop.catalog.models import Family, ProductModel
from careloop.catalog.queries import FAMILIES
from careloop.customers import queries as customers
from careloop.customers.models import Address, Customer, Device
from careloop.customers.rules import read_phone, search_digits, serial_key
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui.fields import DayField
from careloop.org import queries as org
from careloop.org.models import Unit, Zone

# The value of “a device that is not on the list”; "" is “not said yet”.
NEW_DEVICE = "new"


class Given:
    """Reads what was typed, as far as it can be read; nothing is refused here."""

    def __init__(self, data: Mapping[str, str], actor: Actor, now: datetime) -> None:
        self.data, self.actor, self.now = data, actor, now

    def text(self, name: str) -> str:
        return self.data.get(name, "").replace("\0", "").strip()

    @cached_property
    def units(self) -> list[Unit]:
        """Where this person may take calls."""
        held = self.actor.units("service.take_calls")
        units = [unit for unit in org.TREE.get().units.values() if unit.closed_on is None]
        return sorted((u for u in units if held is None or u.pk in held), key=lambda unit: unit.code)

    @cached_property
    def unit(self) -> Unit:
        wanted = next((unit for unit in self.units if unit.code == self.text("unit")), None)
        own = next((unit for unit in self.units if unit.pk == self.actor.unit_id), None)
        return wanted or own or self.units[0]

    @cached_property
    def customer(self) -> Customer | None:
        number = self.text("customer") or (self._device_asked.customer.number if self._device_asked else "")
        found = customers.customer_of(number, self.actor) if number else None
        return customers.card(found.pk) if found else None

    @cached_property
    def _device_asked(self) -> Device | None:
        """A device named without its customer, as a link from its page does."""
        number = self.text("device")
        if not number or self.text("customer"):
            return None
        rows = Device.objects.visible_to(self.actor).select_related("customer")
        return rows.filter(number=number).first()

    @property
    def phone(self) -> str:
        """What was typed; once somebody was chosen by a part of a number or by name, their whole number."""
        typed = self.text("phone")
        if self.customer is None or not self.actor.may("customers.see_phones"):
            return typed
        reading = read_phone(typed, settings.COUNTRY)
        if reading is not None and reading.e164:
            return typed
        digits = search_digits(typed, settings.COUNTRY)
        phones = list(self.customer.phones.all())
        fitting = [p for p in phones if digits and (p.digits.startswith(digits) or p.digits.endswith(digits))]
        return (fitting or phones)[0].typed if phones else typed

    @property
    def phone_of_another(self) -> bool:
        """Whether a whole number was typed that is not one of the chosen customer's."""
        reading = read_phone(self.text("phone"), settings.COUNTRY)
        if self.customer is None or reading is None or not reading.e164:
            return False
        return all(phone.digits != reading.digits for phone in self.customer.phones.all())

    @property
    def devices(self) -> list[Device]:
        if self.customer is None:
            return []
        return [device for device in self.customer.devices.all() if device.retired_on is None]

    @cached_property
    def device(self) -> Device | None:
        """The one that was named; else the one whose serial was typed; else the only one."""
        wanted = self.text("device")
        if wanted:
            return next((device for device in self.devices if device.number == wanted), None)
        if "device" in self.data and self.text("asked") == "device":
            return None
        typed = serial_key(self.text("phone"))
        by_serial = [each for each in self.devices if typed and each.serial_key.startswith(typed)]
        if len(by_serial) == 1:
            return by_serial[0]
        return self.devices[0] if len(self.devices) == 1 else None

    @property
    def describes_device(self) -> bool:
        """Whether a new device is being described."""
        return not self.devices or self.text("device") == NEW_DEVICE

    @property
    def asks_family(self) -> bool:
        """Whether the product is not known from the device's model."""
        return self.describes_device or (self.device is not None and self.device.model is None)

    @cached_property
    def model(self) -> ProductModel | None:
        typed = self.text("model")
        return catalog.model_named(typed) if typed and self.describes_device else None

    @cached_property
    def family(self) -> Family | None:
        if self.device is not None and self.device.model is not None:
            return self.device.model.family
        if self.model is not None:
            return self.model.family
        code = self.text("family")
        return next((family for family in FAMILIES.get().values() if code and family.code == code), None)

    @property
    def bought_on(self) -> date | None:
        try:
            return DayField(required=False).clean(self.text("bought_on"))
        except ValidationError:
            return None

    @property
    def addresses(self) -> list[Address]:
        return list(self.customer.addresses.all()) if self.customer else []

    @cached_property
    def address(self) -> str:
        if self.text("address") or not self.addresses:
            return self.text("address")
        where = self.device.address_id if self.device else None
        return next((each for each in self.addresses if each.pk == where), self.addresses[0]).text

    @cached_property
    def proposed_zone(self) -> Zone | None:
        known = next((each.zone for each in self.addresses if each.text == self.address and each.zone), None)
        return known or org.zone_for_address(self.address, self.unit.pk)

    @cached_property
    def zone(self) -> Zone | None:
        """The one that was picked by hand, else the one that the address proposes."""
        picked = self.text("zone")
        if not picked or picked == self.text("zone_proposed"):
            return self.proposed_zone
        zones = (zone for unit in org.TREE.get().units for zone in org.zones_of(unit))
        return next((zone for zone in zones if str(zone.pk) == picked), self.proposed_zone)

    def initial(self) -> dict[str, Any]:
        """The form's fields as the page shows them."""
        kept = {name: value for name, value in self.data.items() if isinstance(value, str)}
        return {
            **kept,
            "unit": self.unit.code,
            "customer": self.customer.number if self.customer else "",
            "device": self.device.number if self.device else self.text("device"),
            "family": self.family.code if self.family else "",
            "address": self.address,
            "zone": self.zone.pk if self.zone else None,
            "language": kept.get("language") or self._language(),
        }

    def _language(self) -> str:
        """New customers are written to in the language of most of the unit's own; here: the reader's."""
        return getattr(self.actor, "language", settings.LANGUAGE_CODE)


def as_typed(data: Mapping[str, str]) -> dict[str, str]:
    """The fields as the form takes them: what was typed into the search field is a phone, or was a name or a
    serial number by which the customer was found."""
    given = dict(data.items())
    given["device"] = "" if given.get("device") == NEW_DEVICE else given.get("device", "")
    typed = given.get("phone", "").strip()
    if typed and read_phone(typed, settings.COUNTRY) is None:
        is_name = not any(letter.isdecimal() for letter in typed)
        if given.get("customer") or is_name:
            given["phone"] = ""
        if is_name and not given.get("customer"):
            given["name"] = given.get("name", "").strip() or typed
    return given
