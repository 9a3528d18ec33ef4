import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.org.models import Absence
from careloop.service.actions import case
from careloop.service.queries import dispatch_list
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
BOARD = "/service/dispatch"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def lines(stage: Stage, username: str = "zhao.min", url: str = f"{BOARD}?view=list") -> list[str]:
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
    today = client.get(f"{BOARD}?view=list").content.decode()
    assert reverse("service:order", args=[job.number]) in today
    assert "1:00 / 7:30" in today
    tomorrow = client.get(f"{BOARD}?day=2026-11-27").content.decode()
    assert reverse("service:order", args=[job.number]) not in tomorrow
    assert "day off" in client.get(f"{BOARD}?day=2026-11-29&view=list").content.decode()


@pytest.mark.parametrize("asked", ["day=soon", "unit=XX", "unit=SB", "day=0001-01-01", "day=9999-12-31"])
def test_what_is_asked_wrongly_is_not_asked(stage, asked):
    matter = stage.assessed()
    response = stage.client("zhao.min").get(f"{BOARD}?{asked}")
    assert response.status_code == 200
    assert matter.title in response.content.decode()


@pytest.mark.parametrize("username", ["li.wen", "chen.jianguo", "luo.yan"])
def test_the_list_is_not_there_for_who_does_not_dispatch(stage, username):
    assert stage.client(username).get(BOARD).status_code == 404


def test_a_director_sees_the_orders_of_their_unit_and_a_manager_all(stage):
    stage.assessed()
    assert lines(stage, "wang.jianye", f"{BOARD}?unit=NB&view=list")
    assert "Everything is dispatched" in stage.client("elena.ruiz").get(BOARD).content.decode()
    assert "Everything is dispatched" in stage.client("wang.jianye").get(f"{BOARD}?unit=SB").content.decode()


@pytest.mark.parametrize("url", [BOARD, f"{BOARD}?view=list"])
def test_it_takes_as_many_queries_for_one_order_as_for_three(stage, url):
    stage.assessed()
    stage.dispatched(stage.assessed())
    client = stage.client("zhao.min")
    one = queries(client, url)
    for hour, technician in ((14, "lin.zhiqiang"), (15, "zhao.xiaobing")):
        stage.dispatched(stage.assessed(), technician, hour)
        stage.assessed(NOW - timedelta(days=1))
    assert queries(client, url) == one


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


def test_the_bare_list_shows_what_is_open_and_leads_to_all(stage):
    done = stage.case()
    case.withdraw(done, reason="自己修好了", actor=stage.actor("zhao.min"), at=NOW)
    stage.dispatched(stage.assessed())
    client = stage.client("zhao.min")
    bare = client.get("/service/cases").content.decode()
    assert done.number not in bare
    assert "陈建国" in bare
    assert "Dispatched" in bare
    assert 'href="/service/cases?all=on"' in bare
    assert '<th scope="col">Unit' not in bare
    assert done.number in client.get("/service/cases?all=on").content.decode()
    assert done.number in client.get(f"/service/cases?q={done.number}").content.decode()
    assert '<th scope="col">Unit' in stage.client("wang.jianye").get("/service/cases").content.decode()


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


def says(stage: Stage, url: str = BOARD) -> str:
    text = stage.client("zhao.min").get(url).content.decode()
    assert "<c-" not in text
    return text.split('class="board-says"')[1].split("</section>")[0]


def test_the_board_places_an_order_on_the_hours_of_its_day(stage):
    job = stage.dispatched(stage.assessed(), hour=14)
    text = stage.client("zhao.min").get(BOARD).content.decode()
    chip = text.split(f'href="{reverse("service:order", args=[job.number])}"')[0].rsplit("<a ", 1)[1]
    # The day of the preset is shown from nine o'clock on: 14:00 is the 21st quarter of an hour, one hour is four.
    assert "q21 n4" in chip
    assert "now-line q5 " in text
    assert '<i class="closed q13 n6">' in text


def test_a_day_off_and_an_absence_are_drawn(stage):
    person = stage.company.people["wu.hai"]
    Absence.objects.create(
        person=person, from_at=NOW.replace(hour=14), until_at=NOW.replace(hour=15), reason="leave"
    )
    client = stage.client("zhao.min")
    assert "board-away q21 n4" in client.get(BOARD).content.decode()
    assert "day off" in client.get(f"{BOARD}?day=2026-11-29").content.decode()


def test_the_board_says_whom_to_send_and_the_button_sends_them(stage):
    matter = stage.assessed()
    told = says(stage)
    assert "陈建国" in told
    assert "in time" in told
    assert "吴海 does not have the skill" in told
    hidden = dict(re.findall(r'name="(technician|window_from|window_until)" value="([^"]+)"', told))
    assert len(hidden) == 3
    url = reverse("service:order-dispatch", args=[stage.job(matter).number])
    assert stage.client("zhao.min").post(url, {**hidden, "next": BOARD}).url == BOARD
    assert stage.job(matter).state == "dispatched"


def test_who_is_taken_is_proposed_for_the_first_time_they_are_free(stage):
    for technician in ("chen.jianguo", "lin.zhiqiang", "zhao.xiaobing"):
        stage.dispatched(stage.assessed(), technician, 11)
    stage.assessed()
    assert "13:30" in says(stage)


def test_the_order_that_is_asked_for_stands_in_front(stage):
    stage.assessed(NOW - timedelta(days=1))
    later = stage.job(stage.assessed(description="später"))
    assert reverse("service:order-dispatch", args=[later.number]) not in says(stage)
    assert reverse("service:order-dispatch", args=[later.number]) in says(
        stage, f"{BOARD}?order={later.number}"
    )


def test_a_case_that_is_not_assessed_is_assessed_before_anyone_is_sent(stage):
    matter = stage.case()
    told = says(stage)
    assert reverse("service:case-assess", args=[matter.number]) in told
    assert 'name="technician"' not in told


def test_who_has_many_units_is_asked_for_one_and_loads_nobody(stage):
    stage.assessed()
    text = stage.client("wang.jianye").get(BOARD).content.decode()
    assert "1 not dispatched" in text
    assert 'href="?unit=NB"' in text
    assert "陈建国" not in text


def test_the_form_begins_with_the_best_window_and_technician(stage):
    job = stage.job(stage.assessed())
    text = stage.client("zhao.min").get(reverse("service:order-dispatch", args=[job.number])).content.decode()
    assert text.count('window-chip" aria-pressed="true"') == 1
    assert text.count("required checked") == 1


def test_what_can_no_longer_be_on_time_is_said(stage):
    job = stage.job(stage.assessed(NOW - timedelta(days=4)))
    text = stage.client("zhao.min").get(reverse("service:order-dispatch", args=[job.number])).content.decode()
    assert "Can no longer be on time, earliest Today 10:30–12:00." in text
    assert text.count("after the limit") == 6
