import datetime as dt

import pytest
from django.test import Client

from careloop.kit.epochs.copy import forget_all
from careloop.kit.lifecycle.actor import System
from careloop.org.models import Calendar, Holding, Person, Post, Unit

NOW = dt.datetime(2026, 9, 24, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def unit(db) -> Unit:
    forget_all()
    calendar = Calendar.objects.create(names={"en": "Standard"}, country="CN")
    return Unit.objects.create(code="NB", kind=Unit.Kind.BRANCH, names={"en": "North"}, calendar=calendar)


@pytest.fixture
def people(unit):
    """Makes people called P001, P002 …"""

    def make(count: int, **columns) -> list[Person]:
        return Person.objects.bulk_create(
            Person(username=f"p{i:03}", name=f"P{i:03}", unit=unit, **columns) for i in range(1, count + 1)
        )

    return make


@pytest.fixture
def signed_in(unit) -> Client:
    """A client of someone who may see people in the unit."""
    person = Person.objects.create(username="li.wen", name="Li Wen", unit=unit)
    post = Post.objects.create(code="clerk", names={"en": "Clerk"}, capabilities=["org.person.see"])
    Holding.objects.create(person=person, post=post, unit=unit, from_on=dt.date(2020, 1, 1))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def system() -> System:
    return System(entered_at=NOW)
