"""Customers and their devices for programs."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.responses import Status

from careloop.customers import permissions, queries
from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.forms import CustomerForm, DeviceForm
from careloop.customers.lists import CustomerList, DeviceList
from careloop.customers.models import Customer, Device
from careloop.customers.queries.rows import customer_row, device_row
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.api import cleaned
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.schema import Body, body_of, form_data
from careloop.kit.pages import api_page
from careloop.kit.pages.query import query_of
from careloop.kit.request import Request
from careloop.org.queries.people import local_day

router = Router()


class PhoneOut(Schema):
    phone: str
    e164: str
    label: str
    primary: bool


class AddressOut(Schema):
    text: str
    zone: str | None
    label: str
    primary: bool


class CustomerOut(Schema):
    """Phones are masked, and without `e164`, for those who need not see them."""

    number: str
    kind: str
    name: str
    contact_name: str
    email: str
    language: str
    special: bool
    note: str
    taken_by: str
    created_at: datetime
    phones: list[PhoneOut]
    addresses: list[AddressOut]
    devices: list[str]


class CoverageOut(Schema):
    """Each `…_until` is the first day that is no longer covered."""

    why: str
    labour_until: date | None
    parts_until: date | None
    travel_until: date | None
    contract: str | None


class DeviceOut(Schema):
    number: str
    customer: str
    model: str | None
    model_text: str
    family: str | None
    serial: str
    bought_on: date | None
    installed_on: date | None
    retired_on: date | None
    address: str
    note: str
    coverage: CoverageOut | None = None


class CustomerPage(Schema):
    items: list[CustomerOut]
    next: str | None = None


class DevicePage(Schema):
    items: list[DeviceOut]
    next: str | None = None


CustomerQuery: Any = query_of("CustomerQuery", CustomerList)
DeviceQuery: Any = query_of("DeviceQuery", DeviceList)
CustomerBody = body_of("CustomerTakeInBody", CustomerForm, base=Body)
DeviceBody = body_of("DeviceAddBody", DeviceForm, base=Body)


@router.get(
    "/customers",
    response={200: CustomerPage, **PROBLEMS},
    operation_id="customers_customers",
    tags=["customers · customer"],
)
def list_customers(request: Request, query: Query[CustomerQuery]) -> Any:
    return api_page(CustomerList, query.model_dump(mode="json", exclude_none=True), request.actor)


@router.post(
    "/customers",
    response={201: CustomerOut, **PROBLEMS},
    operation_id="customers_customer_take_in",
    tags=["customers · customer"],
)
def take_in(request: Request, body: CustomerBody) -> Any:  # type: ignore[valid-type]
    """A new customer of the caller's unit; whether they are known already is for the caller to look up."""

    def act() -> dict[str, Any]:
        told = cleaned(CustomerForm(form_data(CustomerForm, body)))
        unit = queries.unit_of(request.actor)
        made = customers.take_in(unit=unit, actor=request.actor, at=request.now, **told)
        return customer_out(made, request.actor)

    return Status(*once(request, 201, act))


@router.get(
    "/customers/{number}",
    response={200: CustomerOut, **PROBLEMS},
    operation_id="customers_customer",
    tags=["customers · customer"],
)
def get_customer(request: Request, number: str) -> Any:
    """Of a record that was merged into another, the one that was kept."""
    return customer_out(_customer(request, number), request.actor)


@router.post(
    "/customers/{number}/devices",
    response={201: DeviceOut, **PROBLEMS},
    operation_id="customers_device_add",
    tags=["customers · device"],
)
def add_device(request: Request, number: str, body: DeviceBody) -> Any:  # type: ignore[valid-type]
    customer = _customer(request, number)

    def act() -> dict[str, Any]:
        told = cleaned(DeviceForm(form_data(DeviceForm, body)))
        unit = queries.unit_of(request.actor)
        made = devices.add(customer, unit=unit, actor=request.actor, at=request.now, **told)
        return device_out(made, request)

    return Status(*once(request, 201, act))


@router.get(
    "/devices",
    response={200: DevicePage, **PROBLEMS},
    operation_id="customers_devices",
    tags=["customers · device"],
)
def list_devices(request: Request, query: Query[DeviceQuery]) -> Any:
    return api_page(DeviceList, query.model_dump(mode="json", exclude_none=True), request.actor)


@router.get(
    "/devices/{number}",
    response={200: DeviceOut, **PROBLEMS},
    operation_id="customers_device",
    tags=["customers · device"],
)
def get_device(request: Request, number: str) -> Any:
    """With what warranty and contract cover today."""
    rows = Device.objects.visible_to(request.actor).select_related("model__family", "customer", "address")
    return device_out(get_object_or_404(rows, number=number), request)


def customer_out(customer: Customer, actor: Actor) -> dict[str, Any]:
    return customer_row(queries.card(customer.pk), sees_phones=actor.may(permissions.SEE_PHONES.code))


def device_out(device: Device, request: Request) -> dict[str, Any]:
    on = local_day(device.customer.taken_by_id, request.now)
    covered = queries.coverage_of(device, on)
    contract = queries.contract_for(device.customer, device, on)
    coverage = {
        "why": covered.why,
        "labour_until": _day(covered.labour_until),
        "parts_until": _day(covered.parts_until),
        "travel_until": _day(covered.travel_until),
        "contract": contract.number if contract else None,
    }
    return {**device_row(device), "coverage": coverage}


def _customer(request: Request, number: str) -> Customer:
    """The one who is visible to the caller, by the number of theirs or of a record merged into it."""
    rows = Customer.objects.visible_to(request.actor).select_related("merged_into")
    found = get_object_or_404(rows, number=number)
    return found.merged_into or found


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
