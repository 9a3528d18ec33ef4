from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction

from careloop.kit import resolvers
from careloop.kit.epochs.copy import forget_all
from careloop.org.access import Actor, actor_of
from careloop.org.models import Calendar, Holding, Person, Post, Unit, WeekPattern
from careloop.tasks.actions import task as tasks
from careloop.tasks.models import Task

# Thursday 2026-09-24, 10:00 in Shanghai.
AT = datetime(2026, 9, 24, 2, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
POSTS = {
    "clerk": ["tasks.ask", "tasks.check"],
    "head": ["tasks.answer", "tasks.ask", "tasks.check", "catch_up"],
    "technician": ["tasks.answer"],
}


@contextmanager
def refused(kind: type[Exception]) -> Iterator[Any]:
    """The action's transaction is taken back, as it is outside of a test."""
    with pytest.raises(kind) as refusal, transaction.atomic():
        yield refusal


@pytest.fixture(autouse=True)
def _fresh_copies():
    forget_all()
    yield
    forget_all()


@pytest.fixture
def cases_of_nb() -> Iterator[None]:
    """What service would answer: the cases of NB are there, and the one with number 9 is closed."""
    before = resolvers.register(
        may_see=lambda document, actor: document.startswith("SC26-NB-"),
        keep_open=lambda document: document.startswith("SC26-NB-") and document != "SC26-NB-000009",
    )
    yield
    resolvers.register(**before)


@dataclass
class Company:
    """Headquarters with two branches side by side, NB and RD."""

    units: dict[str, Unit]
    posts: dict[str, Post]

    def hire(self, username: str, post: str, unit: str, until_on: date | None = None) -> Person:
        person = Person.objects.create(username=username, name=username.title(), unit=self.units[unit])
        self.appoint(person, post, unit, until_on=until_on)
        return person

    def appoint(self, person: Person, post: str, unit: str, until_on: date | None = None) -> None:
        Holding.objects.create(
            person=person, post=self.posts[post], unit=self.units[unit], from_on=LONG_AGO, until_on=until_on
        )
        forget_all()

    def actor(self, person: Person, at: datetime = AT) -> Actor:
        return actor_of(person, now=at)


@pytest.fixture
def company(db) -> Company:
    calendar = Calendar.objects.create(names={"en": "Hours"}, country="CN")
    workday = [["09:00", "12:00"], ["13:30", "18:00"]]
    WeekPattern.objects.create(
        calendar=calendar, from_on=LONG_AGO, week={str(day): workday for day in range(6)}
    )
    units: dict[str, Unit] = {}
    for code, parent in [("HQ", None), ("NB", "HQ"), ("RD", "HQ")]:
        units[code] = Unit.objects.create(
            code=code, kind="branch", names={"en": code}, calendar=calendar, parent=units.get(parent or "")
        )
    posts = {
        code: Post.objects.create(code=code, names={"en": code}, capabilities=capabilities)
        for code, capabilities in POSTS.items()
    }
    return Company(units, posts)


@pytest.fixture
def clerk(company) -> Person:
    return company.hire("clara", "clerk", "NB")


@pytest.fixture
def head(company) -> Person:
    return company.hire("hector", "head", "RD")


@pytest.fixture
def ask(company, clerk, cases_of_nb):
    def asked(at: datetime = AT, **facts: Any) -> Task:
        facts = {"title": "Why does the bearing sing?", "owner_post": "head", **facts}
        return tasks.ask(
            unit=company.units["NB"],
            owner_unit=company.units[facts.pop("of", "RD")],
            **facts,
            actor=company.actor(clerk, at),
            at=at,
        )

    return asked
