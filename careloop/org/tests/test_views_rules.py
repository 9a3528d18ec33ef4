from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.kit.rules import lookup
from careloop.kit.rules.actions import value
from careloop.kit.rules.models import Override
from careloop.org.forms.ladder import is_ladder
from careloop.org.models import Person
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
TOWN = "service.arrival.town"
LADDER = "service.arrival.ladder"
RULES = "/settings/rules"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def change(stage: Stage, name: str = TOWN, username: str = "sun.guohua", **given):
    page = reverse("org:rule-change", args=[name])
    return stage.client(username).post(page, {"value": "5", "reason": "人手已足", **given})


def test_all_rules_stand_there_with_clause_and_value(stage):
    text = stage.client("li.wen").get(RULES).content.decode()
    for name in (TOWN, LADDER, "tasks.answer", "portal.on_time_target"):
        assert name in text
    assert "B 19" in text
    assert "service_manager" not in text  # a ladder is told in words
    assert reverse("org:rule-change", args=[TOWN]) not in text
    assert reverse("org:rule-change", args=[TOWN]) in stage.client("sun.guohua").get(RULES).content.decode()


def test_a_value_is_put_into_force_from_now_on(stage):
    assert change(stage)["Location"] == reverse("org:rule", args=[TOWN])
    assert lookup.value(TOWN, NOW) == 5
    assert lookup.value(TOWN, NOW - timedelta(minutes=1)) == 6
    text = stage.client("li.wen").get(reverse("org:rule", args=[TOWN])).content.decode()
    for part in ("人手已足", "孙国华", "in force"):
        assert part in text


def test_a_value_may_come_later_and_for_one_unit(stage):
    change(stage, from_at="2026-12-01T09:00", unit="NB")
    unit = stage.company.units["NB"].pk
    later = NOW + timedelta(days=30)
    assert [lookup.value(TOWN, at, unit) for at in (NOW, later)] == [6, 5]
    assert lookup.value(TOWN, later) == 6
    assert "to come" in stage.client("li.wen").get(reverse("org:rule", args=[TOWN])).content.decode()


def test_a_replaced_value_stays_in_the_story(stage):
    company = stage.company
    for n in (5, 4):
        actor = company.actor("sun.guohua", NOW)
        value.set(TOWN, value=n, from_at=NOW, reason="试", actor=actor, at=NOW)
    text = stage.client("li.wen").get(reverse("org:rule", args=[TOWN])).content.decode()
    assert text.count("replaced") == 1
    assert text.count("in force") == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"value": "many"}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": ""}, "value"),
        ({"reason": ""}, "reason"),
        ({"unit": "XX"}, "unit"),
        ({"from_at": "yesterday"}, "from_at"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(stage, given, field):
    answer = change(stage, **given)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Override.objects.exists()


def test_nothing_is_changed_for_the_past(stage):
    answer = change(stage, from_at="2026-11-01T09:00")
    assert answer.status_code == 422
    assert "from now or later" in answer.content.decode()
    assert not Override.objects.exists()


def test_only_who_approves_rules_changes_one(stage):
    for username in ("zhao.min", "admin", "luo.yan"):
        assert stage.client(username).get(reverse("org:rule-change", args=[TOWN])).status_code == 403
        assert change(stage, username=username).status_code == 403
    assert not Override.objects.exists()
    assert stage.client("sun.guohua").get(reverse("org:rule", args=["no.such.rule"])).status_code == 404
    assert change(stage, name="no.such.rule").status_code == 404


def lines(*rungs):
    parts = ("alarm", "post", "minutes")
    return {f"value-{n}-{part}": str(rung[k]) for n, rung in enumerate(rungs) for k, part in enumerate(parts)}


def test_a_ladder_is_filled_in_line_by_line(stage):
    page = stage.client("sun.guohua").get(reverse("org:rule-change", args=[LADDER])).content.decode()
    assert page.count('-minutes"') == len(lookup.value(LADDER, NOW)) + 2
    assert ">Service director</option>" in page
    filled = lines(("escalate", "service_manager", 30), ("warn", "director", -60), ("", "", 5))
    change(stage, name=LADDER, **filled)
    assert lookup.value(LADDER, NOW) == [["warn", "director", -60], ["escalate", "service_manager", 30]]
    text = stage.client("li.wen").get(reverse("org:rule", args=[LADDER])).content.decode()
    assert "60 min before" in text
    assert "goes up to" in text


@pytest.mark.parametrize(
    "rungs",
    [
        [("shout", "director", 5)],
        [("warn", "nobody", 5)],
        [("warn", "director", "soon")],
        [("warn", "director", "")],
        [("warn", "", 5)],
        [("warn", "director", 10_001)],
        [],
    ],
)
def test_a_ladder_with_a_slip_is_refused(stage, rungs):
    answer = change(stage, name=LADDER, **lines(*rungs))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "field-error" in text
    assert all(f'value="{minutes}"' in text for _alarm, _post, minutes in rungs if minutes)
    assert not Override.objects.exists()


def test_what_is_a_ladder():
    assert is_ladder([["warn", "director", -90]])
    assert not is_ladder([["a", "b", 1]])
    assert not is_ladder([1, 2])
    assert not is_ladder(6)


def test_a_yes_or_no_rule_is_asked_as_such(stage):
    change(stage, name="service.assess_first", value="False")
    assert lookup.value("service.assess_first", NOW) is False


def test_the_list_takes_no_more_queries_with_three_changes(stage):
    client = stage.client("li.wen")
    change(stage)
    one = queries(client, RULES)
    change(stage, value="4")
    change(stage, value="3", unit="NB")
    assert queries(client, RULES) == one


@pytest.mark.parametrize(
    ("name", "value"),
    [(TOWN, "0"), (TOWN, "1000000"), ("service.response", "0"), ("portal.on_time_target", "101")],
)
def test_a_value_beyond_reason_is_refused(stage, name, value):
    assert change(stage, name, value=value).status_code == 422
    assert not Override.objects.exists()
