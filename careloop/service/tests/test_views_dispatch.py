from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.org.models import Absence
from careloop.service.queries import dispatch_list
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
LIST = "/service/dispatch"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def lines(stage: Stage, username: str = "zhao.min", url: str = LIST) -> list[str]:
    text = stage.client(username).get(url).content.decode()
    assert "<c-" not in text
    return text.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]


def test_what_was_not_dispatched_yesterday_heads_the_list(stage):
    today = stage.assessed(description="heute")
    yesterday = stage.assessed(NOW - timedelta(days=1), description="gestern", address="密云 1 号")
    first, second = lines(stage)
    assert yesterday.title in first
    assert "not dispatched yesterday" in first
    assert today.title in second
    assert "not dispatched yesterday" not in second


def test_a_case_that_is_not_assessed_is_assessed_first(stage):
    matter = stage.case()
    (line,) = lines(stage)
    assert reverse("service:case-assess", args=[matter.number]) in line
    assert reverse("service:order-dispatch", args=[stage.job(matter).number]) not in line


def test_who_could_go_has_the_skill_and_works_on_that_day(stage):
    stage.assessed(model=stage.company.models["BC-310"], serial="B1")
    (line,) = lines(stage)
    assert "吴海" in line
    assert "陈建国" not in line
    Absence.objects.create(
        person=stage.company.people["wu.hai"],
        from_at=NOW - timedelta(days=1),
        until_at=NOW + timedelta(days=1),
    )
    (line,) = lines(stage)
    assert "吴海" not in line
    assert "林志强" in line


def test_each_technician_stands_there_with_what_they_have_that_day(stage):
    job = stage.dispatched(stage.assessed())
    client = stage.client("zhao.min")
    today = client.get(LIST).content.decode()
    assert reverse("service:order", args=[job.number]) in today
    assert "1:00 / 7:30" in today
    tomorrow = client.get(f"{LIST}?day=2026-11-27").content.decode()
    assert reverse("service:order", args=[job.number]) not in tomorrow
    assert "day off" in client.get(f"{LIST}?day=2026-11-29").content.decode()


@pytest.mark.parametrize("asked", ["day=soon", "unit=XX", "unit=SB", "day=0001-01-01", "day=9999-12-31"])
def test_what_is_asked_wrongly_is_not_asked(stage, asked):
    matter = stage.assessed()
    response = stage.client("zhao.min").get(f"{LIST}?{asked}")
    assert response.status_code == 200
    assert matter.title in response.content.decode()


@pytest.mark.parametrize("username", ["li.wen", "chen.jianguo", "luo.yan"])
def test_the_list_is_not_there_for_who_does_not_dispatch(stage, username):
    assert stage.client(username).get(LIST).status_code == 404


def test_a_director_sees_the_orders_of_their_unit_and_a_manager_all(stage):
    stage.assessed()
    assert lines(stage, "wang.jianye", f"{LIST}?unit=NB")
    assert "Everything is dispatched" in stage.client("elena.ruiz").get(LIST).content.decode()
    assert "Everything is dispatched" in stage.client("wang.jianye").get(f"{LIST}?unit=SB").content.decode()


def test_the_list_takes_as_many_queries_for_one_order_as_for_three(stage):
    stage.assessed()
    stage.dispatched(stage.assessed())
    client = stage.client("zhao.min")
    one = queries(client, LIST)
    for hour, technician in ((14, "lin.zhiqiang"), (15, "zhao.xiaobing")):
        stage.dispatched(stage.assessed(), technician, hour)
        stage.assessed(NOW - timedelta(days=1))
    assert queries(client, LIST) == one


def test_candidates_follow_the_window_that_is_typed(stage):
    stage.dispatched(stage.assessed(), hour=14)
    job = stage.job(stage.assessed())
    url = reverse("service:order-candidates", args=[job.number])
    busy = {"window_from": "2026-11-26T14:00", "window_until": "2026-11-26T15:00"}
    free = {"window_from": "2026-11-26T16:00", "window_until": "2026-11-26T17:00"}
    client = stage.client("zhao.min")
    assert "has another order then" in client.get(url, busy).content.decode()
    assert "has another order then" not in client.get(url, free).content.decode()
    chen = stage.company.people["chen.jianguo"].pk
    assert (
        f'value="{chen}" required checked' in client.get(url, {**free, "technician": chen}).content.decode()
    )


@pytest.mark.parametrize(("username", "status"), [("li.wen", 404), ("elena.ruiz", 404), ("wang.jianye", 200)])
def test_candidates_are_shown_to_who_dispatches(stage, username, status):
    url = reverse("service:order-candidates", args=[stage.job(stage.assessed()).number])
    assert stage.client(username).get(url).status_code == status


@pytest.mark.parametrize("url", ["/service/cases", "/service/orders"])
def test_the_lists_take_as_many_queries_for_one_row_as_for_three(stage, url):
    stage.dispatched(stage.assessed())
    client = stage.client("zhao.min")
    one = queries(client, url)
    for hour in (14, 16):
        stage.dispatched(stage.assessed(), hour=hour)
    assert queries(client, url) == one
    text = client.get(url).content.decode()
    assert "<c-" not in text
    assert text.count('class="row-link"') == 3


def test_with_more_than_can_be_shown_those_carried_over_stay_the_oldest_in_front(stage, monkeypatch):
    monkeypatch.setattr(dispatch_list, "MOST", 3)
    for minutes in (10, 20):
        stage.assessed(NOW - timedelta(minutes=minutes), description=f"今 {minutes}")
    # In the suburbs there is more time, yet it came before the one of the town, which is due first.
    stage.assessed(NOW - timedelta(days=1), description="昨 1", address="和平里北街 1 号")
    stage.assessed(NOW - timedelta(days=1, minutes=30), description="昨 2", address="密云 1 号")
    shown = lines(stage)
    for line, title in zip(shown, ("昨 2", "昨 1", "今 20"), strict=True):
        assert title in line
