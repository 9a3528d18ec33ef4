"""Old cases keep the values that they began under (clause B 5), however late they come to the step."""

from datetime import UTC, datetime, timedelta

import pytest

from careloop.demo import cast
from careloop.kit.clocks.queries import of_thread
from careloop.kit.lifecycle.offers import offers
from careloop.kit.rules.actions import value
from careloop.service import rules
from careloop.service.actions import case, order
from careloop.service.lifecycles import ORDER
from careloop.service.models import Case
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
OPENED_AT = NOW - timedelta(days=2)
CHANGED_AT = NOW - timedelta(days=1)


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def change(stage, rule, to):
    by = stage.actor("sun.guohua", CHANGED_AT)
    value.set(rule.name, value=to, from_at=CHANGED_AT, reason="新规定", actor=by, at=CHANGED_AT)


def rule_values(matter, kind):
    return [clock.rule_value for clock in of_thread(matter.number) if clock.kind == kind]


def assess(stage, matter, complexity):
    by = stage.actor("zhao.min")
    case.assess(matter, severity="normal", complexity=complexity, actor=by, at=NOW)


@pytest.mark.parametrize(
    ("complexity", "rule"), [("simple", rules.RESOLUTION_SIMPLE), ("complex", rules.RESOLUTION_COMPLEX)]
)
def test_the_time_to_solve_it(stage, complexity, rule):
    old = stage.case(at=OPENED_AT)
    change(stage, rule, 1)
    new = stage.case(serial="WD820-25-000002")
    for matter, wanted in ((old, rule.default), (new, 1)):
        assess(stage, matter, complexity)
        assert rule_values(matter, "service.case.resolution") == [wanted]


def test_the_arrival_of_a_second_round(stage):
    matter = stage.assessed(at=OPENED_AT)
    change(stage, rules.ARRIVAL_TOWN, 1)
    stage.another_round(matter)
    assert rule_values(matter, "service.order.arrival") == [6, 6]


def test_how_often_a_customer_is_tried(stage):
    old, new = stage.assessed(at=OPENED_AT), None
    change(stage, rules.TRIES, 1)
    new = stage.assessed(serial="WD820-25-000002")
    clerk = stage.actor("li.wen")
    for matter in (old, new):
        Case.objects.filter(pk=matter.pk).update(state="reviewed")
        matter.refresh_from_db()
        case.record_try(matter, channel="phone", reason="busy", actor=clerk, at=NOW)
    with pytest.raises(case.NotTriedEnough, match="3"):
        case.close_unreachable(old, actor=clerk, at=NOW)
    case.close_unreachable(new, actor=clerk, at=NOW)


def test_whether_it_is_assessed_before_somebody_is_sent(stage):
    old = stage.case(at=OPENED_AT)
    change(stage, rules.ASSESS_FIRST, False)
    new = stage.case(serial="WD820-25-000002")
    director = stage.actor("zhao.min")

    def dispatch_of(matter):
        found = offers(ORDER, stage.job(matter), director, NOW)
        return next(offer.when for offer in found if offer.step.name == "dispatch")

    assert (dispatch_of(old), dispatch_of(new)) == ("not_now", "now")
    with pytest.raises(order.AssessFirst):
        stage.dispatched(old)
    assert stage.dispatched(new).state == "dispatched"


def test_how_soon_a_call_for_help_is_answered(stage):
    matter = stage.assessed(at=OPENED_AT)
    change(stage, rules.HELP_ANSWER, 5)
    job = stage.dispatched(matter)
    order.ask_help(job, need="搬不动", actor=stage.actor("chen.jianguo"), at=NOW)
    assert rule_values(matter, "service.order.help") == [60]
