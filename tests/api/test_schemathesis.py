"""Schemathesis walks over the whole API: every operation with good, odd and wrong data, and along its links.

Fixed seed and bounded examples, so that CI always runs the same; the data are in the database of the test.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from django.utils import timezone
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from careloop.api import api
from careloop.demo import cast
from tests.api.conftest import CLERK, DIRECTOR, TECHNICIAN, V1, Program, dispatched

pytestmark = pytest.mark.django_db(transaction=True)

# What fits the description can still be refused by a rule of the house.
ANSWERS = ["2xx", 401, 403, 404, 409, 422]
# Each parameter and property at its bounds: the same whoever asks, so once is enough.
BOUNDS = {"coverage": {"enabled": True}, "examples": {"enabled": True}}
NO_BOUNDS = {"coverage": {"enabled": False}, "examples": {"enabled": False}}


@dataclass
class Walk:
    """What came of it: failures to read, how often each operation was tried, and how it answered."""

    failures: list[str] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)

    def go(self, url: str, token: str, examples: int, phases: dict[str, Any]) -> None:
        config = SchemathesisConfig.from_dict(
            {
                "seed": 20260924,
                "headers": {"Authorization": f"Bearer {token}"},
                "generation": {"max-examples": examples, "deterministic": True},
                "checks": {"positive_data_acceptance": {"expected-statuses": ANSWERS}},
                "phases": phases,
            }
        )
        schema = schemathesis.openapi.from_url(f"{url}{V1}/openapi.json", config=config)
        for event in from_schema(schema).execute():
            self._note(event)

    def _note(self, event: Any) -> None:
        if isinstance(event, events.NonFatalError | events.FatalError):
            self.failures.append(repr(event))
        if isinstance(event, events.ScenarioFinished):
            self.phases[event.phase.value] += 1
            self.failures += self._failed(event)
            for case_id, met in event.recorder.interactions.items():
                self.tried[event.recorder.cases[case_id].value.operation.label] += 1
                if met.response is not None:
                    self.answers[met.response.status_code] += 1

    def _failed(self, event: events.ScenarioFinished) -> Iterator[str]:
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.status == Status.FAILURE and check.failure_info:
                    yield f"{event.label}: {check.failure_info.failure}\n{check.failure_info.code_sample}"


@pytest.mark.parametrize(
    ("person", "examples", "phases"),
    [(CLERK, 4, BOUNDS), (DIRECTOR, 3, NO_BOUNDS), (TECHNICIAN, 3, NO_BOUNDS)],
)
def test_the_api_keeps_what_its_description_says(
    server: str, person: str, examples: int, phases: dict[str, Any]
) -> None:
    program = Program(cast.build(timezone.now()))
    dispatched(program)
    walk = Walk()
    walk.go(server, program.token(person), examples, phases)
    assert walk.failures == []
    assert set(walk.tried) == operations()
    assert {"fuzzing", "stateful"} <= set(walk.phases)
    assert walk.answers[200]
    assert not [status for status in walk.answers if status >= 500]


def operations() -> set[str]:
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path}" for path, found in paths.items() for method in found}
