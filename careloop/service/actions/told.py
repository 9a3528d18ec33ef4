"""What a call tells, in its parts: who calls when they are new, the thing when it is new, and the matter."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from careloop.catalog.models import Family, FaultCode, ProductModel
from careloop.org.models import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """Who is not known yet; phone and address are those of the matter. What is empty is proposed."""

    name: str
    kind: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """A device that is not known yet; `model_text` where the catalogue does not know its model."""

    model: ProductModel | None = None
    model_text: str = ""
    serial: str = ""
    bought_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is wrong, where and when; `phone` is that of who calls, and without `kind` it is as proposed."""

    channel: str
    description: str
    phone: str = ""
    address: str = ""
    zone: Zone | None = None
    family: Family | None = None
    symptom: FaultCode | None = None
    preferred_time: str = ""
    title: str = ""
    urgent: bool = False
    kind: str = ""
    kind_reason: str = ""


def in_parts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a form gives one by one, as `call.take` takes it: unit, matter, customer, device."""
    customer = facts.get("customer") or NewCustomer(
        name=facts.get("name", ""), kind=facts.get("customer_kind", ""), language=facts.get("language", "")
    )
    device = facts.get("device")
    if device is None and any(facts.get(name) for name in ("model", "model_text", "serial")):
        device = NewDevice(**_of(NewDevice, facts))
    matter = Matter(**_of(Matter, facts))
    return {"unit": facts["unit"], "matter": matter, "customer": customer, "device": device}


def _of(part: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: facts[field.name] for field in fields(part) if field.name in facts}
