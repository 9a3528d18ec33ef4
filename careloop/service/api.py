"""Cases and orders for programs. The steps are operations of their own, made from the tables of the lives."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.api import add_steps, catching_up
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.offers import offers
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.lifecycle.schema import body_of
from careloop.kit.lifecycle.views import load
from careloop.kit.pages import api_page
from careloop.service import queries
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
    orders: list[str] = []
    steps: list[str] = []


class CasePage(Schema):
    items: list[CaseOut]
    next: str | None = None


class OrderPage(Schema):
    items: list[OrderOut]
    next: str | None = None


def case_out(case: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    possible = [offer.step.name for offer in offers(CASE, case, actor, now) if offer.when == "now"]
    numbers = list(case.orders.order_by("id").values_list("number", flat=True))
    return {**case_row(case), "orders": numbers, "steps": possible}


def order_out(order: Order, actor: Actor, now: datetime) -> dict[str, Any]:
    possible = [offer.step.name for offer in offers(ORDER, order, actor, now) if offer.when == "now"]
    return {**order_row(order), "steps": possible}


class Paging(Schema):
    """The parameters of the list's page; `after` is the `next` of the page before."""

    after: str = ""
    q: str = ""
    limit: int = Field(50, ge=1, le=200)
    state: list[str] = []
    open: bool = False


@router.get(
    "/cases", response={200: CasePage, **PROBLEMS}, operation_id="service_cases", tags=["service · case"]
)
def list_cases(request: HttpRequest, paging: Query[Paging]) -> Any:
    return api_page(CaseList, request.GET, request.actor)


@router.post(
    "/cases", response={201: CaseOut, **PROBLEMS}, operation_id="service_case_open", tags=["service · case"]
)
def open_case(request: HttpRequest, body: body_of("CaseOpenBody", CallForm)) -> Any:  # type: ignore[valid-type]
    """Opens a case with its order and voucher; customer and device may be new or known by their numbers."""

    def act() -> dict[str, Any]:
        row = queries.BeforeTheCase(request.actor.unit_id)
        actor, at = catching_up(body, row, request)
        given = body.model_dump(
            mode="json", exclude_none=True, exclude={"at", "performed_by", "entry_reason"}
        )
        form = CallForm(given, actor=actor, now=at)
        if not form.is_valid():
            raise Unacceptable(errors={name: list(errors) for name, errors in form.errors.items()})
        case = call.take(actor=actor, at=at, **form.parameters())
        return case_out(load(CASE, case.number, actor), actor, request.now)

    status, answer = once(request, 201, act)
    return Status(status, answer)


@router.get(
    "/cases/{number}",
    response={200: CaseOut, **PROBLEMS},
    operation_id="service_case",
    tags=["service · case"],
)
def get_case(request: HttpRequest, number: str) -> Any:
    return case_out(load(CASE, number, request.actor), request.actor, request.now)


@router.get(
    "/orders", response={200: OrderPage, **PROBLEMS}, operation_id="service_orders", tags=["service · order"]
)
def list_orders(request: HttpRequest, paging: Query[Paging]) -> Any:
    return api_page(OrderList, request.GET, request.actor)


@router.get(
    "/orders/{number}",
    response={200: OrderOut, **PROBLEMS},
    operation_id="service_order",
    tags=["service · order"],
)
def get_order(request: HttpRequest, number: str) -> Any:
    return order_out(load(ORDER, number, request.actor), request.actor, request.now)


add_steps(router, CASE)
add_steps(router, ORDER)
