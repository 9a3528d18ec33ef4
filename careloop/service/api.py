"""Cases and orders for programs. The steps are operations of their own, made from the tables of the lives."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.api import add_steps, catching_up, cleaned
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.offers import offers
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.lifecycle.schema import Text, body_of, form_data, person_named
from careloop.kit.lifecycle.views import load
from careloop.kit.pages import api_page
from careloop.kit.pages.query import query_of
from careloop.kit.request import Request
from careloop.org.queries import TREE
from careloop.service.actions import call
from careloop.service.forms.call import CallForm
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.lists import CaseList, OrderList
from careloop.service.models import Case, Order
from careloop.service.queries.rows import case_row, order_row

router = Router()


class OrderOut(Schema):
    number: str
    case: str
    unit: str
    kind: str
    round: int
    state: str
    changed_at: datetime
    opened_at: datetime
    zone: str | None
    technician: str | None
    window_from: datetime | None
    window_until: datetime | None
    set_out_at: datetime | None
    arrived_at: datetime | None
    on_time: bool | None
    finished_at: datetime | None
    result: str
    report: str
    work_minutes: int
    travel_minutes: int
    voucher: str
    steps: list[str] = []


class HistoryOut(Schema):
    """Of a case taken over from elsewhere: whoever shows it names the source and its licence."""

    id: str
    source: str
    licence: str
    url: str
    result: str
    barrier: str
    thing: str
    brand: str | None


class CaseOut(Schema):
    number: str
    unit: str
    state: str
    changed_at: datetime
    opened_at: datetime
    channel: str
    customer: str | None
    device: str | None
    address: str
    zone: str | None
    title: str
    description: str
    urgent: bool
    severity: str
    complexity: str
    kind: str
    kind_reason: str
    round: int
    outcome: str
    closed_at: datetime | None
    history: HistoryOut | None = None
    orders: list[str] = []
    steps: list[str] = []


class CasePage(Schema):
    items: list[CaseOut]
    next: str | None = None


class OrderPage(Schema):
    items: list[OrderOut]
    next: str | None = None


class CaseListWithHistory(CaseList):
    def rows(self, actor: Actor) -> QuerySet[Case]:
        return super().rows(actor).select_related("history__brand")

    def serialize(self, row: Case) -> dict[str, Any]:
        return {**super().serialize(row), "history": history_out(row)}


def history_out(case: Case) -> dict[str, Any] | None:
    if not case.history_id:
        return None
    known = case.history
    return {
        "id": case.history_id,
        "source": known.source.name,
        "licence": known.source.licence,
        "url": known.source.url,
        "result": known.result,
        "barrier": known.barrier,
        "thing": known.thing,
        "brand": known.brand.name if known.brand else None,
    }


def case_out(case: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    possible = [offer.step.name for offer in offers(CASE, case, actor, now) if offer.when == "now"]
    numbers = list(case.orders.order_by("id").values_list("number", flat=True))
    return {**case_row(case), "history": history_out(case), "orders": numbers, "steps": possible}


def order_out(order: Order, actor: Actor, now: datetime) -> dict[str, Any]:
    possible = [offer.step.name for offer in offers(ORDER, order, actor, now) if offer.when == "now"]
    return {**order_row(order), "steps": possible}


UNIT = (Text, Field("", description="Code of the unit."))
TECHNICIAN = (Text, Field("", description="User name of the technician."))

CaseQuery = query_of("CaseQuery", CaseList, unit=UNIT)
OrderQuery = query_of("OrderQuery", OrderList, unit=UNIT, technician=TECHNICIAN)


def asked_of_list(query: Schema) -> dict[str, Any]:
    """The list's parameters, with unit and technician by the ids that its page uses. Raises Unacceptable."""
    given = query.model_dump(mode="json", exclude_none=True)
    if code := given.get("unit"):
        given["unit"] = next((pk for pk, unit in TREE.get().units.items() if unit.code == code), None)
        if given["unit"] is None:
            raise Unacceptable(errors={"unit": [_("There is no unit with this code.")]})
    if username := given.get("technician"):
        given["technician"] = person_named(username, "technician")
    return given


@router.get(
    "/cases", response={200: CasePage, **PROBLEMS}, operation_id="service_cases", tags=["service · case"]
)
def list_cases(request: Request, query: Query[CaseQuery]) -> Any:  # type: ignore[valid-type]
    return api_page(CaseListWithHistory, asked_of_list(query), request.actor)


@router.post(
    "/cases", response={201: CaseOut, **PROBLEMS}, operation_id="service_case_open", tags=["service · case"]
)
def open_case(request: Request, body: body_of("CaseOpenBody", CallForm)) -> Any:  # type: ignore[valid-type]
    """Opens a case with its order and voucher; customer and device may be new or known by their numbers."""

    def act() -> dict[str, Any]:
        actor, at = catching_up(body, request.actor.unit_id, request)
        form = CallForm(form_data(CallForm, body), actor=actor, now=at)
        case = call.take(actor=actor, at=at, **cleaned(form))
        return case_out(Case.objects.for_page().get(pk=case.pk), request.actor, request.now)

    return Status(*once(request, 201, act))


@router.get(
    "/cases/{number}",
    response={200: CaseOut, **PROBLEMS},
    operation_id="service_case",
    tags=["service · case"],
)
def get_case(request: Request, number: str) -> Any:
    return case_out(load(CASE, number, request.actor), request.actor, request.now)


@router.get(
    "/orders", response={200: OrderPage, **PROBLEMS}, operation_id="service_orders", tags=["service · order"]
)
def list_orders(request: Request, query: Query[OrderQuery]) -> Any:  # type: ignore[valid-type]
    return api_page(OrderList, asked_of_list(query), request.actor)


@router.get(
    "/orders/{number}",
    response={200: OrderOut, **PROBLEMS},
    operation_id="service_order",
    tags=["service · order"],
)
def get_order(request: Request, number: str) -> Any:
    return order_out(load(ORDER, number, request.actor), request.actor, request.now)


add_steps(router, CASE)
add_steps(router, ORDER)
