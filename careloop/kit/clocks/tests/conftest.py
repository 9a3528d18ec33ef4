from collections.abc import Iterator
from datetime import timedelta

import pytest

from careloop.kit import resolvers
from careloop.kit.calendar.tests.hours import PRESET
from careloop.kit.clocks import ClockKind, Limit, Rung, kind_of
from careloop.kit.clocks.kinds import in_order
from careloop.kit.rules import Value

ARRIVAL = "test.order.arrival"
PARTS = "test.order.parts"
UNIT = 7

ClockKind(
    ARRIVAL,
    "Arrival",
    ladder=(
        Rung("escalate", "manager", after=timedelta(hours=2)),
        Rung("warn", "dispatcher", share=-0.25),
        Rung("breach", "director"),
    ),
    reasons={"customer": "waiting for the customer", "parts": "waiting for parts"},
)
ClockKind(PARTS, "Parts", ladder=(Rung("breach", "storekeeper"),))
SIX_HOURS = Value("test.order.arrival_town", 6, "working hours", "arrival in town", "B 3")
TOWN = Limit(timedelta(hours=6), rule=SIX_HOURS.name, value=6)


@pytest.fixture(autouse=True)
def calendars() -> Iterator[dict]:
    """Calendar by unit; a test may put others in."""
    held = {}
    before = resolvers.register(calendar_of=lambda unit_id, at: held.get(unit_id, PRESET))
    yield held
    if before:
        resolvers.register(**before)
    else:
        resolvers._answers.pop("calendar_of")


@pytest.fixture
def ladder() -> list[str]:
    return [rung.name for _amount, rung in in_order(kind_of(ARRIVAL).ladder, TOWN.amount)]
