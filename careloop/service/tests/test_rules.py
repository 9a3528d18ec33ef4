"""The regulation of field service as tables: facts on the left, what it says on the right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from careloop.service import rules
from careloop.service.rules import Candidate, Hindrance, Kind, PayerFacts, Why

TODAY = date(2026, 9, 24)
LATER, EARLIER = date(2027, 3, 2), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("rule", "value", "unit", "clause"),
    [
        (rules.ARRIVAL_TOWN, 6, "working hours", "B 19"),
        (rules.ARRIVAL_SUBURB, 7, "working hours", "B 19"),
        (rules.ARRIVAL_REMOTE, 24, "hours", "C 1.3.3.3"),
        (rules.RESPONSE, 30, "working minutes", "E targets 3"),
        (rules.RESPONSE_URGENT, 10, "working minutes", "E targets 3"),
        (rules.RESOLUTION_SIMPLE, 3, "working days", "E targets 4"),
        (rules.RESOLUTION_COMPLEX, 7, "working days", "E targets 4"),
        (rules.HELP_ANSWER, 60, "working minutes", "B 14"),
        (rules.TRIES, 3, "tries", "D follow-up"),
        (rules.TRIES_APART, 2, "hours", "D follow-up"),
    ],
)
def test_the_numbers_of_the_regulation(rule, value, unit, clause):
    assert (rule.default, rule.unit, rule.clause) == (value, unit, clause)


def test_a_day_is_as_long_as_the_presets_working_day():
    from careloop.presets.branch import WORKDAY

    hours = sum(
        (datetime.strptime(end, "%H:%M") - datetime.strptime(start, "%H:%M")) / timedelta(hours=1)
        for start, end in WORKDAY
    )
    assert hours == rules.HOURS_OF_A_DAY.default


@pytest.mark.parametrize(
    ("ladder", "told"),
    [
        (rules.ARRIVAL_LADDER, ["director", "director", "service_manager", "general_manager"]),
        (rules.RESPONSE_LADDER, ["service_manager", "service_manager", "general_manager"]),
        (rules.RESOLUTION_LADDER, ["director", "service_manager", "general_manager"]),
        (rules.HELP_LADDER, ["director", "service_manager"]),
    ],
)
def test_ladders_climb(ladder, told):
    assert [post for _name, post, _minutes in ladder.default] == told
    minutes = [each for _name, _post, each in ladder.default]
    assert minutes == sorted(minutes)
    assert all((each < 0) == (name == "warn") for name, _post, each in ladder.default)


def test_cases_are_assessed_before_they_are_dispatched():
    assert rules.ASSESS_FIRST.default is True


@pytest.mark.parametrize(
    ("facts", "kind", "why"),
    [
        (PayerFacts(TODAY), Kind.PAID, Why.NO_DEVICE),
        (PayerFacts(TODAY, device_known=True), Kind.PAID, Why.NO_TERMS),
        (PayerFacts(TODAY, True, "CT26-NB-000001", LATER), Kind.CONTRACT, Why.CONTRACT),
        # A contract comes before the warranty, and needs no known device.
        (PayerFacts(TODAY, False, "CT26-NB-000001", LATER), Kind.CONTRACT, Why.CONTRACT),
        (PayerFacts(TODAY, True, "", None, LATER, LATER, LATER), Kind.WARRANTY, Why.WARRANTY),
        (PayerFacts(TODAY, True, "", None, LATER, EARLIER, LATER), Kind.WARRANTY, Why.WARRANTY_PARTLY),
        (PayerFacts(TODAY, True, "", None, EARLIER, LATER, LATER), Kind.PAID, Why.OVER),
        # The day named is the first one that is no longer covered.
        (PayerFacts(TODAY, True, "", None, TODAY, TODAY, TODAY), Kind.PAID, Why.OVER),
    ],
)
def test_who_pays(facts, kind, why):
    proposal = rules.propose_kind(facts)
    assert (proposal.kind, proposal.why) == (kind, why)


@pytest.mark.parametrize(
    ("candidate", "standing_against"),
    [
        (Candidate(True, True), []),
        (Candidate(False, True), [Hindrance.NOT_SKILLED]),
        (Candidate(True, False), [Hindrance.NOT_ON_SHIFT]),
        (Candidate(True, True, ["WO26-NB-000001"]), [Hindrance.BUSY]),
        (Candidate(False, False, ["x"]), [Hindrance.NOT_SKILLED, Hindrance.NOT_ON_SHIFT, Hindrance.BUSY]),
    ],
)
def test_who_can_be_sent(candidate, standing_against):
    assert rules.hindrances(candidate) == standing_against


def test_another_order_warns_but_does_not_forbid():
    assert Hindrance.BUSY not in rules.FORBIDDING


MORNING = datetime(2026, 9, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "enough"),
    [
        ([], False),
        ([0, 2], False),
        ([0, 2, 4], True),
        ([4, 0, 2], True),
        ([0, 0.5, 1, 1.5], False),  # four tries in one morning are one
        ([0, 1, 2, 3, 4], True),
    ],
)
def test_tries_at_different_times(hours, enough):
    tried_at = [MORNING + timedelta(hours=hour) for hour in hours]
    assert rules.enough_tries(tried_at, tries=3, hours_apart=2) is enough
