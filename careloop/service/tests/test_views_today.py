from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.org.models import Person
from careloop.service.actions import order
from careloop.service.models import Order
from careloop.service.queries import today
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
TODAY = "/service/today"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def shown(stage: Stage, username: str, url: str = TODAY) -> str:
    response = stage.client(username).get(url)
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def foot(text: str) -> str:
    return text.split('class="phone-foot"')[1]


def details(job) -> str:
    return reverse("service:today-order", args=[job.number])


def test_the_next_step_lies_under_the_thumb_and_leads_back_to_today(stage):
    job = stage.dispatched(stage.assessed())
    client = stage.client("chen.jianguo")
    for step, state in (("accept", "accepted"), ("set_out", "under_way"), ("arrive", "working")):
        url = reverse(f"service:order-{step}", args=[job.number])
        text = foot(shown(stage, "chen.jianguo"))
        assert text.count("btn-main") == 1
        assert f'action="{url}"' in text
        response = client.post(url, {"next": TODAY})
        assert (response.status_code, response["Location"]) == (302, TODAY)
        job.refresh_from_db()
        assert job.state == state
    assert f"{reverse('service:order-finish', args=[job.number])}?next={TODAY}" in foot(
        shown(stage, "chen.jianguo")
    )


def test_one_can_call_find_the_way_and_ask_for_help(stage):
    job = stage.dispatched(stage.assessed())
    order.accept(job, actor=stage.actor("chen.jianguo"), at=NOW)
    text = shown(stage, "chen.jianguo")
    assert "tel:+8613800132207" in text
    assert "https://www.openstreetmap.org/search?query=%E5%92%8C%E5%B9%B3" in text
    assert reverse("service:order-ask_help", args=[job.number]) in foot(text)


def test_what_was_only_just_given_is_accepted_or_refused(stage):
    job = stage.dispatched(stage.assessed())
    text = foot(shown(stage, "chen.jianguo"))
    assert reverse("service:order-refuse", args=[job.number]) in text
    assert reverse("service:order-accept", args=[job.number]) in text


def test_what_one_works_on_stands_in_front_of_what_begins_earlier(stage):
    early = stage.dispatched(stage.assessed(), hour=11)
    late = stage.dispatched(stage.assessed(serial="WD820-25-000002"), hour=15)
    chen = stage.actor("chen.jianguo")
    order.accept(late, actor=chen, at=NOW)
    order.arrive(late, actor=chen, at=NOW)
    assert [job.number for job in today.jobs_of(chen)] == [late.number, early.number]
    order.wait(late, reason="parts", actor=chen, at=NOW)
    assert [job.number for job in today.jobs_of(chen)] == [early.number, late.number]


def test_done_is_shown_and_what_another_got_is_not(stage):
    done = stage.signed(stage.assessed())
    given_away = stage.dispatched(stage.assessed(serial="WD820-25-000003"), hour=14)
    order.refuse(given_away, reason="排满", actor=stage.actor("chen.jianguo"), at=NOW)
    text = shown(stage, "chen.jianguo")
    assert "Done today" in text
    assert details(done) in text
    assert given_away.number not in text


def test_an_order_given_to_another_leaves_ones_day(stage):
    job = stage.dispatched(stage.assessed())
    order.reassign(
        job,
        technician=stage.company.people["lin.zhiqiang"],
        window_from=NOW + timedelta(hours=1),
        window_until=NOW + timedelta(hours=2),
        actor=stage.actor("zhao.min"),
        at=NOW,
    )
    assert today.jobs_of(stage.actor("chen.jianguo")) == []
    assert [each.pk for each in today.jobs_of(stage.actor("lin.zhiqiang"))] == [job.pk]
    assert job.number in shown(stage, "lin.zhiqiang")


def test_the_checklist_knows_what_is_there_and_what_is_missing(stage):
    job = stage.signed(stage.assessed())
    (row,) = today.done_since(stage.actor("chen.jianguo"), NOW - timedelta(hours=1))
    lines = {str(each.label): each for each in today.needed(row, photos=2)}
    assert lines["Photos: the device and its plate"].said == "2"
    assert lines["Report and result"].done
    assert lines["Signature of the customer"].done
    assert not lines["Cause"].done
    assert not today.needed(job, photos=0)[1].done


def test_the_details_tell_of_earlier_visits_and_the_note(stage):
    first = stage.signed(stage.assessed())
    matter = stage.assessed(
        at=NOW - timedelta(minutes=30), device=first.case.device, customer=first.case.customer
    )
    job = stage.dispatched(matter, hour=15)
    text = shown(stage, "chen.jianguo", details(job))
    assert "Earlier visits" in text
    assert "已调平" in text
    assert "WD820-25-118834" in text


def test_of_another_units_visit_one_learns_neither_who_nor_what_was_written(stage):
    first = stage.signed(stage.assessed())
    Order.objects.filter(pk=first.pk).update(unit=stage.company.units["SB"])
    matter = stage.assessed(
        at=NOW - timedelta(minutes=30), device=first.case.device, customer=first.case.customer
    )
    text = shown(stage, "lin.zhiqiang", details(stage.dispatched(matter, "lin.zhiqiang", hour=15)))
    assert "Earlier visits" in text
    assert "Repaired" in text
    assert "已调平" not in text
    assert "陈建国" not in text.split("Earlier visits")[1].split("</ul>")[0]


def test_what_one_has_done_stays_there_for_one_after_the_sign_off(stage):
    job = stage.signed(stage.assessed())
    order.sign_off(job, actor=stage.actor("li.wen"), at=NOW)
    assert details(job) in shown(stage, "chen.jianguo")
    assert job.number in shown(stage, "chen.jianguo", details(job))
    client = stage.client("chen.jianguo")
    assert client.get(reverse("service:case", args=[job.case.number])).status_code == 200
    assert stage.client("lin.zhiqiang").get(details(job)).status_code == 404


def test_what_another_refused_before_is_done_by_who_did_it(stage):
    matter = stage.assessed()
    job = stage.dispatched(matter, "lin.zhiqiang")
    order.refuse(job, reason="排满", actor=stage.actor("lin.zhiqiang"), at=NOW)
    stage.signed(matter)
    assert [done.pk for done in today.done_since(stage.actor("chen.jianguo"), NOW)] == [job.pk]
    assert today.done_since(stage.actor("lin.zhiqiang"), NOW) == []


def test_only_who_works_on_orders_has_such_a_day(stage):
    job = stage.dispatched(stage.assessed())
    assert stage.client("li.wen").get(TODAY).status_code == 404
    assert stage.client("li.wen").get(details(job)).status_code == 404
    assert stage.client("lin.zhiqiang").get(details(job)).status_code == 404
    assert stage.client("chen.jianguo").get(details(job)).status_code == 200
    assert stage.client("chen.jianguo").get("/service/today/WO26-NB-999999").status_code == 404
    assert stage.client("chen.jianguo").post(TODAY).status_code == 405


def test_nothing_to_do_says_what_comes_next(stage):
    assert "No orders for you" in shown(stage, "chen.jianguo")


def test_a_stranger_signs_in_first(client):
    assert client.get(TODAY)["Location"].startswith("/account/login/")


def test_three_orders_take_no_more_queries_than_one(stage):
    client = stage.client("chen.jianguo")
    job = stage.dispatched(stage.assessed(), hour=11)
    one, one_order = queries(client, TODAY), queries(client, details(job))
    for n in (2, 3):
        stage.dispatched(stage.assessed(serial=f"WD820-25-00000{n}"), hour=11 + n)
    stage.signed(stage.assessed(serial="WD820-25-000009"))
    assert queries(client, TODAY) == one
    assert queries(client, details(job)) == one_order
