"""How a case ends without a repair, and which ends are not the last word."""

from datetime import UTC, datetime

import pytest

from careloop.demo import cast
from careloop.kit.clocks.tests.test_two_workers import at_once
from careloop.kit.lifecycle.offers import offers
from careloop.kit.lifecycle.refusals import Refusal, WrongMoment
from careloop.service import rules
from careloop.service.actions import case
from careloop.service.lifecycles import CASE
from careloop.service.models import Case
from careloop.service.tests.rows import closed
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def same(stage, one, other):
    case.mark_duplicate(one, other=other.number, actor=stage.actor("li.wen"), at=NOW)
    one.refresh_from_db()


def test_a_duplicate_is_closed_and_the_other_goes_on(stage):
    one, other = stage.case(), stage.case()
    same(stage, one, other)
    assert (one.outcome, one.duplicate_of) == ("duplicate", other.number)


def test_two_cases_never_close_each_other(stage):
    one, other = stage.case(), stage.case()
    same(stage, one, other)
    with pytest.raises(Refusal) as refused:
        same(stage, other, one)
    assert "other" in refused.value.errors
    other.refresh_from_db()
    assert other.state == "opened"


def test_a_duplicate_of_a_duplicate_is_one_of_the_original(stage):
    first, second, third = stage.case(), stage.case(), stage.case()
    same(stage, second, first)
    same(stage, third, second)
    assert third.duplicate_of == first.number
    with pytest.raises(Refusal):
        same(stage, first, third)


def test_what_was_closed_before_is_no_original(stage):
    one, other = stage.case(), stage.case()
    case.withdraw(other, reason="好了", actor=stage.actor("li.wen"), at=NOW)
    with pytest.raises(case.ClosedAlready) as refused:
        same(stage, one, other)
    assert other.number in str(refused.value.errors["other"][0])
    one.refresh_from_db()
    assert one.state == "opened"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_mark_each_others_case_at_once_one_case_stays_open(stage):
    pairs = [(stage.case(), stage.case()) for _ in range(6)]

    def mark(turned):
        def work():
            for pair in pairs:
                one, other = (Case.objects.get(pk=matter.pk) for matter in (pair[::-1] if turned else pair))
                try:
                    case.mark_duplicate(one, other=other.number, actor=stage.actor("li.wen"), at=NOW)
                except Refusal:
                    continue

        return work

    assert at_once(mark(False), mark(True)) == []
    for pair in pairs:
        states = Case.objects.filter(pk__in=[matter.pk for matter in pair]).values_list("state", flat=True)
        assert sorted(states) == ["closed", "opened"]


@pytest.mark.parametrize("outcome", Case.Outcome.values)
def test_only_what_may_prove_not_settled_is_handled_again(stage, outcome):
    more = {"history_id": "1", "kind": ""} if outcome == "history" else {}
    matter = closed(stage.company, NOW, outcome, duplicate_of="SC26-NB-999999", remark="好", **more)
    clerk = stage.actor("li.wen")
    (offer,) = [o for o in offers(CASE, matter, clerk, NOW) if o.step.name == "handle_again"]
    if outcome in rules.HANDLED_AGAIN:
        assert offer.when == "now"
        case.handle_again(matter, reason="还是震动", actor=clerk, at=NOW)
        matter.refresh_from_db()
        assert (matter.state, matter.round, matter.orders.count()) == ("assessed", 2, 1)
        assert (matter.outcome, matter.duplicate_of, matter.remark) == ("", "", "")
    else:
        assert offer.when == "not_now"
        assert "not handled again" in offer.why_not
        with pytest.raises(WrongMoment):
            case.handle_again(matter, reason="还是震动", actor=clerk, at=NOW)
        matter.refresh_from_db()
        assert (matter.state, matter.outcome) == ("closed", outcome)


def test_who_declined_withdrew_or_came_from_elsewhere_calls_anew():
    assert set(Case.Outcome.values) - rules.HANDLED_AGAIN == {"declined", "withdrawn", "history"}
