from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from careloop.catalog.actions import family
from careloop.kit.epochs.copy import forget_all
from careloop.org.access import Actor

AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)


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
def manager() -> Actor:
    return actor("catalog.manage")


@pytest.fixture
def families(db, manager):
    """household → washer → dryer, and cooling beside it."""
    made = {}
    for code, parent in [
        ("household", None),
        ("washer", "household"),
        ("dryer", "washer"),
        ("cooling", None),
    ]:
        made[code] = family.add(
            code=code, names={"en": code.title()}, parent=made.get(parent), actor=manager, at=AT
        )
    return made
