from datetime import UTC, datetime

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.org.models import Person
from careloop.service.tests.stage import NOW, Stage, queries
from careloop.tasks.actions import task as tasks
from careloop.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def asked(stage: Stage, document: str = "", **more) -> Task:
    given = {
        "unit": stage.company.units["NB"],
        "owner_unit": stage.company.units["HQ"],
        "owner_post": "department_head",
        "title": "同批次减震器是否有通报",
        "document": document,
    }
    return tasks.ask(**{**given, **more}, actor=stage.actor("zhao.min"), at=NOW)


def url(step: str, task: Task) -> str:
    return reverse(f"tasks:task-{step}" if step else "tasks:task", args=[task.number])


def shown(stage: Stage, username: str, task: Task) -> str:
    response = stage.client(username).get(url("", task))
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def test_asked_from_a_case_and_back_there(stage):
    matter = stage.assessed()
    page = f"{reverse('tasks:ask')}?document={matter.number}"
    client = stage.client("zhao.min")
    assert matter.number in client.get(page).content.decode()
    answer = client.post(
        reverse("tasks:ask"),
        {
            "document": matter.number,
            "title": "有通报吗",
            "owner_unit": "HQ",
            "owner_post": "department_head",
            "blocking": "on",
        },
    )
    assert answer["Location"] == reverse("service:case", args=[matter.number])
    task = Task.objects.get()
    assert (task.document, task.blocking, task.asking_unit.code) == (matter.number, True, "NB")


def test_what_one_asks_about_must_be_there_for_one(stage):
    matter = stage.assessed()
    page = f"{reverse('tasks:ask')}?document={matter.number}"
    assert stage.client("ana.torres").get(page).status_code == 404
    assert stage.client("zhao.min").get(f"{reverse('tasks:ask')}?document=SC26-NB-999999").status_code == 404
    assert stage.client("zhao.min").get(f"{reverse('tasks:ask')}?document=<b>").status_code == 404
    assert stage.client("luo.yan").get(page).status_code == 403
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("owner_unit", "XX"),
        ("owner_post", ""),
        ("title", "长" * 201),
        ("due_at", "2020-01-01T10:00"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(stage, field, value):
    matter = stage.assessed()
    given = {"document": matter.number, "title": "有通报吗", "body": "三台", "owner_unit": "HQ"}
    given |= {"owner_post": "department_head", field: value}
    answer = stage.client("zhao.min").post(reverse("tasks:ask"), given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "field-error" in text or 'role="alert"' in text
    assert "三台" in text
    assert not Task.objects.exists()


def test_answered_then_checked_each_by_whose_step_it_is(stage):
    task = asked(stage, stage.assessed().number)
    head, director = stage.client("he.li"), stage.client("zhao.min")
    assert url("answer", task) in shown(stage, "he.li", task).split("btn-main")[1][:200]
    assert "btn-main" not in shown(stage, "zhao.min", task)
    assert "waiting for 何立" in shown(stage, "zhao.min", task)
    assert director.post(url("answer", task), {"answer": "?"}).status_code == 403
    head.post(url("answer", task), {"answer": "有三例"})
    task.refresh_from_db()
    assert (task.state, task.answer) == ("answered", "有三例")
    assert "有三例" in shown(stage, "zhao.min", task)
    director.post(url("check", task))
    task.refresh_from_db()
    assert task.state == "checked"


def test_a_task_of_another_unit_does_not_exist(stage):
    task = asked(stage)
    assert stage.client("ana.torres").get(url("", task)).status_code == 404
    assert stage.client("luo.yan").get(url("", task)).status_code == 404
    assert stage.client("he.li").get(url("", task)).status_code == 200


def test_what_it_is_about_is_a_link_only_for_who_may_see_it(stage):
    matter = stage.assessed()
    task = asked(stage, matter.number)
    link = f'href="{reverse("service:case", args=[matter.number])}"'
    assert link in shown(stage, "zhao.min", task)
    alone = asked(stage, matter.number, owner=stage.company.people["ana.torres"], owner_post="")
    text = shown(stage, "ana.torres", alone)
    assert matter.number in text
    assert link not in text


def test_the_list_tells_state_and_deadline(stage):
    task = asked(stage)
    text = stage.client("he.li").get(reverse("tasks:tasks")).content.decode()
    assert task.number in text
    assert "Asked" in text
    assert task.number not in stage.client("ana.torres").get(reverse("tasks:tasks")).content.decode()


def test_strangers_sign_in_first(stage, client):
    task = asked(stage)
    for page in (url("", task), reverse("tasks:ask"), reverse("tasks:tasks")):
        assert client.get(page)["Location"].startswith("/account/login/")


def test_three_tasks_take_no_more_queries_than_one(stage):
    task, client = asked(stage), stage.client("he.li")
    one, page = queries(client, reverse("tasks:tasks")), queries(client, url("", task))
    asked(stage)
    asked(stage)
    assert queries(client, reverse("tasks:tasks")) == one
    assert queries(client, url("", task)) == page
