from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from careloop.kit.ui import navigation


@dataclass(frozen=True)
class FakeActor:
    capabilities: frozenset[str] = frozenset()
    person_id: int = 7
    name: str = "李雯"
    post: str = ""
    unit_id: int | None = None
    entered_at: datetime = field(default=datetime(2026, 9, 28, 4, 48, tzinfo=UTC))

    def may(self, capability: str, unit_id: int | None = None) -> bool:
        return capability in self.capabilities


@pytest.fixture
def actor() -> Callable[..., FakeActor]:
    return lambda *capabilities: FakeActor(frozenset(capabilities))


@pytest.fixture
def request_of(rf: RequestFactory) -> Callable[..., HttpRequest]:
    def make(path: str = "/", actor: Any = None, cookies: dict[str, str] | None = None) -> HttpRequest:
        request = rf.get(path)
        request.COOKIES.update(cookies or {})
        request.actor = actor  # type: ignore[attr-defined]
        return request

    return make


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "careloop.kit.ui.tests.urls"


@pytest.fixture
def empty_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(navigation, "_places", {})
