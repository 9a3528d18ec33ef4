from datetime import UTC, datetime

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.kit.notices import unread_count
from careloop.kit.notices.models import Notice
from careloop.org.models import Person
from careloop.service.actions import order
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
MESSAGES = "/messages"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def asked_for_help(stage: Stage, n: int = 1):
    job = stage.dispatched(stage.assessed(serial=f"WD820-25-{n}"))
    order.ask_help(job, need="需要第二个人", actor=stage.actor("chen.jianguo"), at=NOW)
    return job


def of(stage: Stage, username: str) -> list[Notice]:
    return list(Notice.objects.filter(person_id=stage.company.people[username].pk).order_by("-id"))


def test_a_message_is_opened_read_and_leads_to_its_document(stage):
    job = asked_for_help(stage)
    client, (notice,) = stage.client("zhao.min"), of(stage, "zhao.min")
    text = client.get(MESSAGES).content.decode()
    assert job.number in text
    assert "1 unread" in text
    answer = client.post(reverse("portal:message-open", args=[notice.pk]))
    assert answer["Location"] == reverse("service:order", args=[job.number])
    assert unread_count(stage.company.people["zhao.min"].pk) == 0
    assert "1 unread" not in client.get(MESSAGES).content.decode()


def test_one_or_all_are_marked_as_read(stage):
    for n in range(3):
        asked_for_help(stage, n)
    client, person = stage.client("zhao.min"), stage.company.people["zhao.min"].pk
    client.post(reverse("portal:messages-read"), {"id": of(stage, "zhao.min")[0].pk})
    assert unread_count(person) == 2
    client.post(reverse("portal:messages-read"))
    assert unread_count(person) == 0


def test_nobody_reads_the_messages_of_another(stage):
    asked_for_help(stage)
    (notice,) = of(stage, "zhao.min")
    client = stage.client("li.wen")
    assert notice.document not in client.get(MESSAGES).content.decode()
    assert client.post(reverse("portal:message-open", args=[notice.pk])).status_code == 404
    client.post(reverse("portal:messages-read"), {"id": notice.pk})
    client.post(reverse("portal:messages-read"))
    assert unread_count(stage.company.people["zhao.min"].pk) == 1


@pytest.mark.parametrize("bad", ["x", "1;2", "9" * 30, "²"])
def test_a_number_that_is_none_changes_nothing(stage, bad):
    asked_for_help(stage)
    assert stage.client("zhao.min").post(reverse("portal:messages-read"), {"id": bad}).status_code == 404
    assert unread_count(stage.company.people["zhao.min"].pk) == 1


def test_asking_never_marks_and_strangers_sign_in(stage, client):
    asked_for_help(stage)
    signed_in = stage.client("zhao.min")
    assert signed_in.get(reverse("portal:messages-read")).status_code == 405
    assert signed_in.get(f"{MESSAGES}?after=nonsense").status_code == 200
    assert unread_count(stage.company.people["zhao.min"].pk) == 1
    assert client.get(MESSAGES)["Location"].startswith("/account/login/")


def test_three_messages_take_no_more_queries_than_one(stage):
    client = stage.client("zhao.min")
    asked_for_help(stage, 1)
    one = queries(client, MESSAGES)
    asked_for_help(stage, 2)
    asked_for_help(stage, 3)
    assert queries(client, MESSAGES) == one
