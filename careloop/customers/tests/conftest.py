from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from careloop.catalog.models import Brand, Family, ProductModel
from careloop.catalog.rules import search_text
from careloop.customers import permissions
from careloop.customers.actions import customer as customers
from careloop.kit.epochs.copy import forget_all
from careloop.org.access import Actor
from careloop.org.models import Calendar, Unit, Zone

AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)
ALL = (
    permissions.SEE,
    permissions.SEE_PHONES,
    permissions.CHANGE,
    permissions.MERGE,
    permissions.MANAGE_CONTRACTS,
)


def actor(*capabilities: str) -> Actor:
    return Actor(None, "Li Wen", "clerk", None, AT, dict.fromkeys(capabilities))


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
def clerk() -> Actor:
    return actor(*(permission.code for permission in ALL))


@pytest.fixture
def unit(db) -> Unit:
    calendar = Calendar.objects.create(names={"en": "Hours"}, country="CN")
    return Unit.objects.create(code="NB", kind="branch", names={"en": "North"}, calendar=calendar)


@pytest.fixture
def suburb(unit) -> Zone:
    return Zone.objects.create(unit=unit, kind="suburb", names={"en": "East hills"}, words=["东山"])


@pytest.fixture
def washer(db) -> ProductModel:
    household = Family.objects.create(code="household", names={"en": "Household"})
    family = Family.objects.create(code="washer", names={"en": "Washer"}, parent=household)
    names = {"en": "Washing machine", "zh-hans": "滚筒洗衣机"}
    return ProductModel.objects.create(
        code="WD-820", names=names, family=family, brand=Brand.objects.create(name="Aurora"),
        search=search_text("WD-820", names),
    )  # fmt: skip


@pytest.fixture
def take_in(unit, clerk):
    def take(name: str, *phones: str, **facts: Any):
        return customers.take_in(unit=unit, name=name, phones=phones, actor=clerk, at=AT, **facts)

    return take
