from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careloop.demo import cast
from careloop.kit.journal.queries import timeline
from careloop.org.models import Person
from careloop.service.actions import case, order
from careloop.service.forms.order import OrderFinish
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "div#step-place"}


@pytest.fixture
def stage(monkeypatch) -> Stage:
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def step(noun: str, name: str, row) -> str:
    return reverse(f"service:{noun}-{name}", args=[row.number])


def sending(stage: Stage, technician: str = "chen.jianguo", hours: tuple[int, int] = (14, 15)) -> dict:
    from_at, until_at = (NOW.replace(hour=hour).strftime("%Y-%m-%dT%H:%M") for hour in hours)
    person = stage.company.people[technician]
    return {"technician": person.pk, "window_from": from_at, "window_until": until_at}


def test_a_step_is_a_page_and_a_dialog_over_the_page_that_asked(stage):
    url = step("case", "assess", stage.case())
    client = stage.client("zhao.min")
    page, dialog = client.get(url).content.decode(), client.get(url, headers=HTMX).content.decode()
    assert "<html" in page
    assert "<dialog" not in page.split("<main")[1].split("</main>")[0]
    assert "<html" not in dialog
    assert "data-open-now" in dialog
    assert f'hx-post="{url}"' in dialog
    assert "<c-" not in page + dialog


def test_a_step_taken_leads_back_to_where_one_came_from(stage):
    matter = stage.case()
    client, given = stage.client("zhao.min"), {"severity": "high", "complexity": "simple"}
    response = client.post(
        step("case", "assess", matter), {**given, "next": "/service/dispatch?day=2026-11-26"}
    )
    assert response.url == "/service/dispatch?day=2026-11-26"
    matter.refresh_from_db()
    assert (matter.state, matter.severity) == ("assessed", "high")


def test_a_stranger_address_is_not_led_to(stage):
    matter = stage.case()
    given = {"severity": "high", "complexity": "simple", "next": "https://example.com/"}
    response = stage.client("zhao.min").post(step("case", "assess", matter), given, headers=HTMX)
    assert response["HX-Redirect"] == reverse("service:case", args=[matter.number])


def test_dispatch_proposes_windows_and_who_can_go(stage):
    job = stage.job(stage.assessed())
    text = stage.client("zhao.min").get(step("order", "dispatch", job)).content.decode()
    assert "10:30–12:00" in text
    people = {name: stage.company.people[name].pk for name in ("chen.jianguo", "wu.hai")}
    chen, wu = (text.split(f'value="{pk}"')[1].split(">")[0] for pk in people.values())
    assert "disabled" not in chen
    assert "disabled" in wu
    assert "does not have the skill" in text


def test_dispatch_sends_whom_was_chosen(stage):
    job = stage.job(stage.assessed())
    response = stage.client("zhao.min").post(step("order", "dispatch", job), sending(stage))
    assert response.status_code == 302
    job.refresh_from_db()
    assert (job.state, job.technician.username) == ("dispatched", "chen.jianguo")
    assert job.window_from == NOW.replace(hour=14)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hours": (15, 14)}, "The window ends before it begins."),
        ({"technician": "wu.hai"}, "吴海 cannot be sent: does not have the skill."),
        ({"technician": "pablo.nieto"}, 'class="field-error"'),
        ({"hours": (3, 4)}, "is not on shift then"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_changes(stage, change, said):
    job = stage.job(stage.assessed())
    response = stage.client("zhao.min").post(
        step("order", "dispatch", job), sending(stage, **change), headers=HTMX
    )
    assert response.status_code == 422
    assert said in response.content.decode()
    job.refresh_from_db()
    assert (job.state, job.technician) == ("open", None)


def test_the_second_of_two_dispatchers_is_told_who_was_first(stage):
    job = stage.dispatched(stage.assessed())
    response = stage.client("wang.jianye").post(
        step("order", "dispatch", job), sending(stage, "lin.zhiqiang")
    )
    assert response.status_code == 409
    assert "赵敏" in response.content.decode()
    job.refresh_from_db()
    assert job.technician.username == "chen.jianguo"


def test_who_may_not_take_the_step_is_refused(stage):
    matter = stage.assessed()
    job = stage.job(matter)
    assert stage.client("ana.torres").post(step("order", "dispatch", job), sending(stage)).status_code == 404
    auditor = stage.client("luo.yan")
    assert auditor.get(step("order", "dispatch", job)).status_code == 403
    assert auditor.post(step("order", "dispatch", job), sending(stage)).status_code == 403
    job.refresh_from_db()
    assert job.state == "open"


def test_what_was_done_on_paper_is_entered_for_another_with_a_reason(stage):
    job = stage.dispatched(stage.assessed())
    url, client = step("order", "accept", job), stage.client("li.wen")
    given = {"performed_by": stage.company.people["chen.jianguo"].pk, "at": NOW.strftime("%Y-%m-%dT%H:%M")}
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert "Say why it is entered later" in refused.content.decode()
    assert client.post(url, {**given, "entry_reason": "系统停用"}).status_code == 302
    job.refresh_from_db()
    assert job.state == "accepted"


def test_only_who_may_enter_for_another_is_asked_when_it_happened(stage):
    matter = stage.case()
    assert 'class="catch-up"' in stage.client("li.wen").get(step("case", "consult", matter)).content.decode()
    job = stage.dispatched(stage.assessed())
    text = stage.client("chen.jianguo").get(step("order", "refuse", job)).content.decode()
    assert 'class="catch-up"' not in text


def test_signing_shows_what_is_signed(stage):
    job = stage.signed(stage.assessed())
    client = stage.client("li.wen")
    client.post(step("order", "return_voucher", job), {"reason": "无签字"})
    text = stage.client("chen.jianguo").get(step("order", "sign", job)).content.decode()
    assert "已调平" in text
    assert "data-signature" in text
    refused = stage.client("chen.jianguo").post(step("order", "sign", job), {"signer": "周淑芬"})
    assert refused.status_code == 422
    assert "Either the customer signs" in refused.content.decode()


def test_a_photo_that_is_none_is_refused_and_the_order_is_not_finished(stage):
    job = stage.dispatched(stage.assessed())
    for each in (order.accept, order.arrive):
        each(job, actor=stage.actor("chen.jianguo"), at=NOW)
    given = {
        "result": "repaired",
        "report": "已修",
        "work_minutes": 20,
        "travel_minutes": 5,
        "photos": SimpleUploadedFile("../../a.jpg", b"nothing", "image/jpeg"),
    }
    response = stage.client("chen.jianguo").post(step("order", "finish", job), given)
    assert response.status_code == 422
    assert "not a photo" in response.content.decode()
    assert "已修" in response.content.decode()
    job.refresh_from_db()
    assert job.state == "working"


def test_an_empty_note_is_not_written(stage):
    matter = stage.case()
    response = stage.client("li.wen").post(step("case", "write", matter), {"text": "  "})
    assert response.status_code == 422
    assert "service.case.write" not in {entry.word for entry in timeline(matter.number)}


def test_after_passing_on_one_is_not_led_to_what_one_no_longer_sees(stage):
    matter = stage.case()
    given = {"unit": "SB", "reason": "地址在城南"}
    response = stage.client("zhao.min").post(step("case", "pass_on", matter), given)
    matter.refresh_from_db()
    assert (response.status_code, response.url, matter.unit.code) == (302, "/", "SB")


def test_a_step_is_not_shown_to_whoever_may_not_take_it(stage):
    assert stage.client("li.wen").get(step("case", "pass_on", stage.case())).status_code == 403


def test_who_judges_sees_what_was_done_above_the_form(stage):
    matter = stage.assessed()
    job = stage.signed(matter)
    for url in (step("order", "sign_off", job), step("case", "review", matter)):
        if url.endswith("review"):
            order.sign_off(job, actor=stage.actor("li.wen"), at=NOW)
        text = stage.client("li.wen").get(url).content.decode()
        about = text.split('class="step-about"')[1].split("</section>")[0]
        for seen in ("周淑芬", "tel:+8613800132207", "已调平", "Repaired", "无法签字", job.voucher.number):
            assert seen in about
        assert "<c-" not in text


def test_what_stands_above_a_form_takes_as_many_queries_after_one_round_as_after_two(stage):
    matter = stage.assessed()
    url, client = step("case", "write", matter), stage.client("li.wen")
    stage.signed(matter)
    one = queries(client, url)
    order.sign_off(stage.job(matter), actor=stage.actor("li.wen"), at=NOW)
    matter.refresh_from_db()
    case.review(matter, note="好", actor=stage.actor("li.wen"), at=NOW)
    case.handle_again(matter, reason="还是震动", actor=stage.actor("li.wen"), at=NOW)
    stage.signed(matter)
    assert queries(client, url) == one


def test_the_customer_reads_in_their_own_language_what_they_sign(stage):
    matter = stage.assessed()
    job = stage.dispatched(matter)
    by = stage.actor("chen.jianguo")
    order.accept(job, actor=by, at=NOW)
    order.arrive(job, actor=by, at=NOW)
    order.finish(job, result="repaired", report="已调平", work_minutes=20, actor=by, at=NOW)
    matter.customer.language = "es"
    matter.customer.save()
    text = stage.client("chen.jianguo").get(step("order", "sign", job)).content.decode()
    signed = text.split('class="to-sign"')[1].split("</section>")[0]
    assert 'lang="es"' in signed
    assert "Reparado" in signed
    assert "已调平" in signed


def test_what_another_did_is_entered_for_the_one_who_works_on_it(stage):
    job = stage.dispatched(stage.assessed())
    url = step("order", "accept", job)
    client, chen = stage.client("zhao.min"), stage.company.people["chen.jianguo"]
    text = client.get(f"{url}?for=another").content.decode()
    assert f'<option value="{chen.pk}" selected' in text
    assert "Nothing more is asked" not in text
    refused = client.post(url, {"for": "another", "performed_by": chen.pk})
    assert refused.status_code == 422
    at = NOW.strftime("%Y-%m-%dT%H:%M")
    given = {"for": "another", "performed_by": chen.pk, "at": at, "entry_reason": "paper"}
    assert client.post(url, given).status_code == 302
    job.refresh_from_db()
    assert job.state == "accepted"


@pytest.mark.parametrize(("days", "minutes"), [(0, "90"), (1, None), (3, None)])
def test_the_minutes_of_work_are_those_of_the_hours_without_waiting(stage, days, minutes):
    """Arrived at 10:00, waited from 10:30 to 11:00, asked at 13:30: the break counts no more than the waiting."""
    job = stage.dispatched(stage.assessed())
    by = stage.actor("chen.jianguo")
    order.accept(job, actor=by, at=NOW)
    order.arrive(job, actor=by, at=NOW)
    for verb, minutes_on, given in ((order.wait, 30, {"reason": "parts", "note": ""}), (order.go_on, 60, {})):
        at = NOW + timedelta(minutes=minutes_on)
        verb(job, **given, actor=stage.actor("chen.jianguo", at), at=at)
    later = NOW.replace(hour=13, minute=30) + timedelta(days=days)
    form = OrderFinish(row=job, actor=by, now=later)
    assert form["work_minutes"].initial == (minutes and int(minutes))


def test_an_unsigned_voucher_is_told_with_its_reason(stage):
    matter = stage.assessed()
    stage.signed(matter)
    (told,) = [each for each in timeline(matter.number) if each.word == "service.order.sign"]
    assert "left unsigned: 无法签字" in told.sentence


@pytest.mark.parametrize(
    ("from_at", "until_at", "told"),
    [
        ("2026-11-25T14:00", "2026-11-25T15:00", "over already"),
        ("2026-11-26T14:00", "2026-11-27T15:00", "on one day"),
        ("2026-11-26T14:00", "2090-11-26T15:00", "on one day"),
        ("2026-11-26T15:00", "2026-11-26T14:00", "before it begins"),
    ],
)
def test_a_window_lies_ahead_and_within_one_day(stage, from_at, until_at, told):
    Person.objects.update(language="en")
    matter = stage.assessed()
    given = sending(stage) | {"window_from": from_at, "window_until": until_at}
    answer = stage.client("zhao.min").post(step("order", "dispatch", stage.job(matter)), given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert stage.job(matter).state == "open"


def test_whoever_comes_second_is_told_who_was_first(stage):
    Person.objects.update(language="en")
    matter = stage.assessed()
    job = stage.dispatched(matter)
    answer = stage.client("wang.jianye").post(step("order", "dispatch", job), sending(stage))
    assert answer.status_code == 409
    assert "赵敏 dispatched" in answer.content.decode()
