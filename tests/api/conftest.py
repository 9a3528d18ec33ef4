"""Programs at the door of the API: each with the token of somebody of the small company."""

import json
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connections
from django.test import Client
from django.utils import timezone

from careloop.demo import cast
from careloop.demo.cast import Cast
from careloop.kit.lifecycle.actor import System
from careloop.org.actions.token import issue
from careloop.org.models import Unit
from careloop.org.queries.calendar import working_day

V1 = "/api/v1"
CLERK, DIRECTOR, MANAGER, TECHNICIAN = "li.wen", "zhao.min", "wang.jianye", "chen.jianguo"
# Of the other branch, who sees nothing of ours.
STRANGER = "ana.torres"
PROBLEM = "application/problem+json"


@pytest.fixture
def company(db: None) -> Cast:
    return cast.build(timezone.now())


@pytest.fixture
def server(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a server with threads of its own; what they hold of the database they let go at once."""
    # Head and body leave in two parts; else the second waits 40 ms for the first to be acknowledged.
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    return live_server.url


@dataclass
class Program:
    """Calls the API as somebody; `person` may be changed for one call."""

    company: Cast
    person: str = CLERK
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, username: str) -> str:
        if username not in self.tokens:
            now = timezone.now()
            person = self.company.people[username]
            self.tokens[username] = issue(person, label="test", actor=System(now), at=now)
        return self.tokens[username]

    def headers(self, username: str | None = None, key: str = "") -> dict[str, str]:
        told = {"Authorization": f"Bearer {self.token(username or self.person)}"}
        return {**told, "Idempotency-Key": key} if key else told

    def get(self, path: str, username: str | None = None, **query: Any) -> Any:
        return self.client.get(V1 + path, query, headers=self.headers(username))

    def post(self, path: str, body: Any = None, username: str | None = None, key: str = "") -> Any:
        sent = body if isinstance(body, bytes | str) else json.dumps(body if body is not None else {})
        return self.client.post(V1 + path, sent, "application/json", headers=self.headers(username, key))

    def open_case(self, **more: Any) -> dict[str, Any]:
        response = self.post("/service/cases", call(**more))
        assert response.status_code == 201, response.content
        return response.json()


@pytest.fixture
def program(company: Cast) -> Program:
    return Program(company)


def call(**more: Any) -> dict[str, Any]:
    """What a program sends when a customer writes; enough to open a case."""
    return {
        "channel": "api",
        "phone": "138 0013 2207",
        "name": "周淑芬",
        "language": "zh-hans",
        "address": "和平里北街 14 号",
        "model": "WD-820",
        "serial": "WD820-25-118834",
        "bought_on": "2025-03-02",
        "description": "甩干时整机位移，声音很大 🌀",
        **more,
    }


def window(company: Cast, unit: str = "NB") -> dict[str, str]:
    """The morning of the next day on which the unit works."""
    where: Unit = company.units[unit]
    zone = ZoneInfo(where.time_zone)
    day = timezone.now().astimezone(zone).date() + timedelta(days=1)
    while not working_day(where.pk, day):
        day += timedelta(days=1)
    start = datetime.combine(day, time(9, 30), zone)
    return {
        "window_from": start.isoformat(),
        "window_until": (start + timedelta(hours=2)).isoformat(),
    }


def dispatched(program: Program, technician: str = TECHNICIAN) -> tuple[str, str]:
    """The numbers of a case and its order, which a technician was sent for."""
    opened = program.open_case()
    case, order = opened["number"], opened["orders"][0]
    program.post(f"/service/cases/{case}/assess", {"severity": "normal", "complexity": "simple"}, MANAGER)
    body = {"technician": technician, **window(program.company)}
    response = program.post(f"/service/orders/{order}/dispatch", body, DIRECTOR)
    assert response.status_code == 200, response.content
    return case, order


def problem(response: Any, status: int, code: str = "") -> dict[str, Any]:
    """What the error says; it has the one shape that every error has."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == PROBLEM
    told = response.json()
    assert set(told) == {"type", "title", "status", "code", "detail", "errors"}
    assert told["status"] == status
    assert told["detail"]
    assert not code or told["code"] == code
    return told
