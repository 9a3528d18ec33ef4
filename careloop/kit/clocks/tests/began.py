"""A clock for the tests: begun on a plain Tuesday, or when the test says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from careloop.kit import clocks
from careloop.kit.calendar.tests.hours import shanghai
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.tests.conftest import ARRIVAL, TOWN, UNIT

ORDER = "WO26-NB-000001"
CASE = "SC26-NB-000001"
# What the outermost action adds inside the transaction of a test; joined to another it adds nothing.
SAVEPOINT = 2


def began(at: str = "2026-09-22 09:00", document: str = ORDER, **other: Any) -> Clock:
    given = {"kind": ARRIVAL, "thread": CASE, "unit_id": UNIT, "limit": TOWN, **other}
    return clocks.start(given.pop("kind"), document=document, at=shanghai(at), **given)


def again(clock: Clock) -> Clock:
    """The clock as it is stored by now."""
    return Clock.objects.get(pk=clock.pk)


@contextmanager
def refuses(error: type[Exception]) -> Iterator[Any]:
    """A refusal takes its transaction with it; the test goes on in the one around."""
    with pytest.raises(error) as refused, transaction.atomic():
        yield refused
