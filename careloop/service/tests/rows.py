"""Cases, orders and calls as plain rows, many at once, for what only counts them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import resolve

from careloop.demo.cast import Cast
from careloop.kit.pages.list_page import ListPage
from careloop.kit.pages.state import ListState
from careloop.org.access import Actor
from careloop.service.lists import CaseList, OrderList
from careloop.service.models import Call, Case, Order, Voucher
from careloop.service.views.reports import CallList

TODAY = date(2026, 9, 24)
NOW = datetime(2026, 9, 24, 9, 0, tzinfo=UTC)
LISTS: dict[str, type[ListPage]] = {
    "service:cases": CaseList,
    "service:orders": OrderList,
    "service:calls": CallList,
}
_numbers: Iterator[int] = count(1)


def a_case(company: Cast, at: datetime, **facts: Any) -> Case:
    unit = facts.pop("unit", company.units["NB"])
    given = {
        "number": f"SC26-{unit.code}-{next(_numbers):06d}",
        "unit": unit,
        "taken_by_unit": unit,
        "state": "opened",
        "changed_at": at,
        "channel": "phone",
        "opened_at": at,
        "title": "洗衣机",
        "description": "甩干时整机位移",
        "kind": "C",
        "kind_why": "warranty",
    }
    return Case.objects.create(**{**given, **facts})


def closed(company: Cast, at: datetime, outcome: str = "content", **facts: Any) -> Case:
    return a_case(company, at - timedelta(days=1), state="closed", outcome=outcome, closed_at=at, **facts)


def an_order(case: Case, **facts: Any) -> Order:
    number = next(_numbers)
    given = {
        "number": f"WO26-{case.unit.code}-{number:06d}",
        "case": case,
        "unit": case.unit,
        "kind": case.kind,
        "state": "open",
        "changed_at": case.opened_at,
        "opened_at": case.opened_at,
    }
    order = Order.objects.create(**{**given, **facts})
    Voucher.objects.create(number=f"SV26-{case.unit.code}-{number:06d}", order=order)
    return order


def a_call(company: Cast, at: datetime, case: Case | None = None, **facts: Any) -> Call:
    given = {"unit": company.units["NB"], "received_at": at, "channel": "phone", "topic": "new", "case": case}
    return Call.objects.create(**{**given, **facts})


def listed(url: str, actor: Actor) -> int:
    """How many rows stand behind an address of one of our lists, which must understand all of it."""
    parts = urlsplit(url)
    page = LISTS[resolve(parts.path).view_name]()
    state = ListState(page, QueryDict(parts.query), actor)
    known = {name for declared in page.filters for name in declared.fields(actor)}
    assert set(state.params) <= known, parts.query
    assert state.errors == {}
    return state.rows().count()
