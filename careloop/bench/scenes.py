"""What is measured: what clerks, directors and managers ask for most often, each over records of its own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloop.bench.clients import Ask, Timing, ask_all
from careloop.customers.models import Phone
from careloop.kit.lifecycle.actor import System
from careloop.org.actions.token import issue
from careloop.org.models import Person
from careloop.service.models import Case

CLERK, DIRECTOR, MANAGER = "li.wen", "zhao.min", "wang.jianye"
WARM, READS, WRITES, MANY = 20, 200, 100, 8
API = "/api/v1/service"
OPENING = f"{API}/cases"


@dataclass(frozen=True, slots=True)
class Measured:
    what: str
    clients: int
    timing: Timing
    queries: int


class Scenes:
    def __init__(self, host: str, port: int, at: datetime) -> None:
        self.host, self.port = host, port
        self.numbers = _spread(Case.objects.values_list("number", flat=True))
        self.phones = _spread(Phone.objects.values_list("typed", flat=True))
        self.tokens = {name: _token(name, at) for name in (CLERK, DIRECTOR, MANAGER)}
        self.sessions = {name: _session(name) for name in (CLERK, MANAGER)}
        self.opened: list[str] = []

    def measure(self, say: Callable[[str], None]) -> list[Measured]:
        found = []
        for what, clients, (*asks, counted) in self._all():
            say(f"  {what}, {clients} at once")
            ask_all(self.host, self.port, asks[:WARM], clients)
            timing = ask_all(self.host, self.port, asks[WARM:], clients)
            found.append(Measured(what, clients, timing, self._queries(counted)))
            if counted.path == OPENING:
                self.opened += [json.loads(answer)["number"] for answer in timing.answers]
        return found

    def _all(self) -> Iterator[tuple[str, int, list[Ask]]]:
        """In this order: what is opened first is worked on afterwards."""
        yield "open a case (API)", 1, list(self._open(WRITES))
        yield "open a case (API)", MANY, list(self._open(WRITES * 4))
        yield "assess a case (API)", 1, list(self._assess(WRITES))
        yield "assess a case (API)", MANY, list(self._assess(WRITES * 3))
        newest = "?" + urlencode({"state": "in_service", "limit": 50})
        yield "50 newest in service (API)", 1, self._reads(self._api, MANAGER, [f"{OPENING}{newest}"])
        yield "a case (API)", 1, self._reads(self._api, MANAGER, [f"{OPENING}/{n}" for n in self.numbers])
        yield "50 newest in service (page)", 1, self._pages(["/service/cases?state=in_service"])
        yield "a case (page)", 1, self._pages([f"/service/cases/{number}" for number in self.numbers])
        found = [f"/service/call/find?{urlencode({'phone': phone})}" for phone in self.phones]
        yield "who calls, by phone (call page)", 1, self._reads(self._page, CLERK, found)
        yield "home of the manager (page)", 1, self._pages(["/"])
        yield "reports of the quarter (page)", 1, self._pages(["/service/reports"])

    def _open(self, times: int) -> Iterator[Ask]:
        for _time in range(WARM + times + 1):
            body = {
                "channel": "phone",
                "phone": f"139 {uuid4().int % 10**4:04} {uuid4().int % 10**4:04}",
                "name": "周淑芬",
                "language": "zh-hans",
                "address": "和平里北街 14 号 3 单元 502",
                "model": "WD-820",
                "serial": f"WD820-26-{uuid4().int % 10**6:06}",
                "bought_on": "2026-03-02",
                "description": "甩干时整机位移，声音很大，已放平。",
            }
            yield self._post(CLERK, OPENING, body)

    def _assess(self, times: int) -> Iterator[Ask]:
        for _time in range(WARM + times + 1):
            body = {"severity": "normal", "complexity": "simple"}
            yield self._post(DIRECTOR, f"{OPENING}/{self.opened.pop()}/assess", body)

    def _post(self, name: str, path: str, body: dict[str, Any]) -> Ask:
        return Ask("POST", path, self._api(name) | {"Idempotency-Key": str(uuid4())}, body)

    def _pages(self, paths: list[str]) -> list[Ask]:
        return self._reads(self._page, MANAGER, paths)

    def _reads(self, door: Callable[[str], dict[str, str]], name: str, paths: list[str]) -> list[Ask]:
        return [Ask("GET", paths[each % len(paths)], door(name)) for each in range(WARM + READS + 1)]

    def _api(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"}

    def _page(self, name: str) -> dict[str, str]:
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.sessions[name]}"}

    def _queries(self, ask: Ask) -> int:
        """Asked once more, in this process, where the statements can be counted."""
        client = Client(headers=ask.headers | {"Host": f"{self.host}:{self.port}"})
        with CaptureQueriesContext(connection) as captured:
            if ask.method == "GET":
                client.get(ask.path)
            else:
                client.post(ask.path, ask.body, content_type="application/json")
        return len(captured)


def _spread(rows: QuerySet) -> list[str]:
    """Of so many rows as are read, evenly from the oldest to the newest."""
    ids = rows.order_by("pk").values_list("pk", flat=True)
    oldest, newest = ids.first() or 0, ids.last() or 0
    return list(rows.filter(pk__in=range(oldest, newest + 1, max(1, (newest - oldest) // READS))))


def _token(name: str, at: datetime) -> str:
    return issue(_person(name), label="bench", actor=System(at, via="console"), at=at)


def _session(name: str) -> str:
    client = Client()
    client.force_login(_person(name))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _person(name: str) -> Person:
    return Person.objects.get(username=name)
