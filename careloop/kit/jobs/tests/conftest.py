from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from careloop.kit.jobs.tests import examples


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 9, 24, 8, 30, 10, tzinfo=UTC))


@pytest.fixture(autouse=True)
def clean_examples() -> Iterator[None]:
    examples.calls.clear()
    examples.started.clear()
    examples.go_on.clear()
    yield
    examples.go_on.set()
