from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from django.urls import reverse

from careloop.demo import cast
from careloop.kit.ui import navigation
from careloop.org.models import Person
from careloop.portal.queries import search
from careloop.portal.views.shell import ENTRIES, SETTINGS, is_there
from careloop.service.tests.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def labels(stage: Stage, username: str) -> list[str]:
    groups = navigation.groups(stage.actor(username), "/")
    return [str(link.label) for group in groups for link in group.links]


def test_every_line_of_the_side_bar_leads_to_a_page():
    for entry in ENTRIES:
        assert is_there(entry.url_name)
        assert reverse(entry.url_name)
    assert all(reverse(url_name) for url_name, *_rest in SETTINGS)
    assert not is_there("workshop:board")


def test_everybody_sees_what_they_may_open(stage):
    assert {"Take a call", "Dispatch", "Cases", "Rules"} <= set(labels(stage, "zhao.min"))
    technician = labels(stage, "chen.jianguo")
    assert "Tasks" in technician
    assert not {"Cases", "Customers", "Dispatch", "Rules"} & set(technician)
    assert "Dispatch" not in labels(stage, "li.wen")


def test_whoever_sees_a_line_may_open_it(stage):
    for username in ("zhao.min", "li.wen", "wang.jianye", "admin", "luo.yan", "he.li", "sun.guohua"):
        client = stage.client(username)
        for group in navigation.groups(stage.actor(username), "/"):
            for link in group.links:
                assert client.get(link.url).status_code == 200, (username, link.url)


def test_the_dispatch_count_is_what_waits_for_a_technician(stage):
    def count(username: str) -> int | None:
        groups = navigation.groups(stage.actor(username), "/")
        return next(link.count for group in groups for link in group.links if link.label == "Dispatch")

    assert count("zhao.min") == 0
    stage.assessed()
    assert (count("zhao.min"), count("elena.ruiz")) == (1, 0)


def test_the_search_box_finds_by_number_phone_name_and_serial(stage):
    matter = stage.assessed()
    actor = stage.actor("li.wen")
    assert [hit.label for hit in search.cases(matter.number[:8].lower(), actor, 6)] == [matter.number]
    assert [hit.label for hit in search.cases("周淑芬", actor, 6)] == [matter.number]
    assert [hit.label for hit in search.customers("2207", actor, 6)] == ["周淑芬"]
    assert [hit.label for hit in search.devices("wd82025", actor, 6)] == ["WD820-25-118834"]
    assert [hit.label for hit in search.orders("WO26-NB", actor, 6)] == [stage.job(matter).number]
    assert [hit.label for hit in search.people("陈建国", actor, 6)] == ["陈建国"]


def test_the_search_box_shows_nobody_what_is_not_theirs(stage):
    matter = stage.assessed()
    other = stage.actor("ana.torres")
    assert search.cases(matter.number, other, 6) == search.orders("WO26-NB", other, 6) == []
    technician = stage.actor("chen.jianguo")
    assert search.cases("周淑芬", technician, 6) == search.customers("2207", technician, 6) == []
    masked = search.customers("周淑芬", stage.actor("luo.yan"), 6)
    assert "138 0013 2207" not in masked[0].detail


@pytest.mark.parametrize(
    "text", ["%", "_", "SC26~", "周'; --", "\\", "🔧🔧", "a" * 100, "SC26-NB-" + "9" * 80]
)
def test_strange_text_finds_nothing_and_breaks_nothing(stage, text):
    stage.assessed()
    client = stage.client("zhao.min")
    answer = client.get(reverse("pages:search"), {"q": text})
    assert answer.status_code == 200
    assert "周淑芬" not in answer.content.decode().split("<main")[1]


def test_the_frame_belongs_to_whoever_is_signed_in(stage):
    request = RequestFactory().get("/")
    request.actor = None
    assert navigation.groups(request.actor, "/") == []


def test_the_beginning_of_a_number_finds_the_newest_first(stage, django_assert_num_queries):
    numbers = [stage.case().number for _time in range(3)]
    manager = stage.actor("wang.jianye")
    with django_assert_num_queries(2):
        hits = search.cases(numbers[0][:10].lower(), manager, 2)
    assert [hit.label for hit in hits] == numbers[:0:-1]
    assert search.cases(numbers[0], stage.actor("elena.ruiz"), 6) == []


def test_an_order_is_found_by_any_of_its_three_numbers(stage):
    job = stage.job(stage.assessed())
    stage.assessed()
    client = stage.client("zhao.min")
    for number in (job.number, job.case.number, job.voucher.number.lower()):
        text = client.get("/service/orders", {"q": number}).content.decode()
        assert job.number in text
    assert job.number not in client.get("/service/orders", {"q": "WO26-NB-999999"}).content.decode()


def test_a_case_is_found_by_number_words_and_the_beginning_of_a_name(stage):
    matter = stage.case()
    client = stage.client("zhao.min")
    for words in (matter.number[:9], "整机位移", "周淑", matter.number):
        assert matter.number in client.get("/service/cases", {"q": words}).content.decode(), words
    assert matter.number not in client.get("/service/cases", {"q": "SC25"}).content.decode()
