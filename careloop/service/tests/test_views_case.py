from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careloop.demo import cast
from careloop.service.actions import case, order
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch) -> Stage:
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def page_of(matter, **params) -> str:
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{reverse('service:case', args=[matter.number])}?{query}"


def shown(stage: Stage, username: str, url: str) -> str:
    response = stage.client(username).get(url)
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def test_the_page_tells_what_a_colleague_needs(stage):
    matter = stage.assessed()
    text = shown(stage, "zhao.min", page_of(matter))
    for part in (matter.number, "周淑芬", "甩干时整机位移", "WD820-25-118834", stage.job(matter).number):
        assert part in text
    assert "6 working hours" in text
    assert "B 19" in text


def test_the_next_step_is_the_one_filled_button_of_who_may_take_it(stage):
    matter = stage.assessed()
    dispatch = reverse("service:order-dispatch", args=[stage.job(matter).number])
    for_director = shown(stage, "zhao.min", page_of(matter))
    assert for_director.count("btn-main") == 1
    assert dispatch in for_director.split("btn-main")[1][:200]
    for_clerk = shown(stage, "li.wen", page_of(matter))
    assert "btn-main" not in for_clerk
    assert "waiting for" in for_clerk
    assert dispatch not in for_clerk


def test_a_call_for_help_is_the_directors_next_step(stage):
    job = stage.dispatched(matter := stage.assessed())
    order.ask_help(job, need="缺制冷剂", actor=stage.actor("chen.jianguo"), at=NOW)
    text = shown(stage, "zhao.min", page_of(matter))
    assert reverse("service:order-answer_help", args=[job.number]) in text.split("btn-main")[1][:200]
    assert "缺制冷剂" in text


@pytest.mark.parametrize(
    ("username", "status"),
    [("li.wen", 200), ("wang.jianye", 200), ("chen.jianguo", 200), ("wu.hai", 404), ("ana.torres", 404)],
)
def test_a_case_is_there_for_its_unit_those_above_and_who_works_on_it(stage, username, status):
    job = stage.dispatched(matter := stage.assessed())
    client = stage.client(username)
    for url in (
        page_of(matter),
        reverse("service:case-life", args=[matter.number]),
        reverse("service:order", args=[job.number]),
    ):
        assert client.get(url).status_code == status
    voucher = client.get(reverse("service:voucher", args=[job.voucher.number]))
    assert voucher.status_code == (302 if status == 200 else 404)


def test_strangers_are_sent_to_the_sign_in(stage):
    matter = stage.case()
    assert Client().get(page_of(matter)).status_code == 302


def test_phones_are_masked_for_whom_need_not_call(stage):
    matter = stage.case()
    assert "138******07" in shown(stage, "luo.yan", page_of(matter))
    assert "138 0013 2207" not in shown(stage, "luo.yan", page_of(matter))
    assert "138 0013 2207" in shown(stage, "li.wen", page_of(matter))


@pytest.mark.parametrize("tab", ["orders", "tasks", "photos", "papers", "nothing-such"])
def test_every_tab_is_a_page_and_a_fragment(stage, tab):
    matter = stage.assessed()
    assert "<html" in shown(stage, "zhao.min", page_of(matter, tab=tab))
    headers = {"HX-Request": "true", "HX-Target": "section#case-tabs"}
    piece = stage.client("zhao.min").get(page_of(matter, tab=tab), headers=headers).content.decode()
    assert piece.lstrip().startswith('<section class="card" id="case-tabs">')


def test_the_page_takes_as_many_queries_for_two_rounds_as_for_four(stage):
    """With another technician each time, signatures, notes, pauses and calls for help."""
    one, three = stage.assessed(), stage.assessed()
    stage.another_round(one)
    for _round in range(3):
        stage.another_round(three)
    for text in ("一", "二", "三"):
        case.write(three, text=text, actor=stage.actor("zhao.min"), at=NOW)
    for matter, job in ((one, stage.dispatched(one)), (three, stage.dispatched(three, hour=14))):
        for step in (order.accept, order.arrive):
            step(job, actor=stage.actor("chen.jianguo"), at=NOW)
        for _times in range(1 if matter is one else 3):
            order.wait(job, reason="parts", actor=stage.actor("chen.jianguo"), at=NOW)
            order.go_on(job, actor=stage.actor("chen.jianguo"), at=NOW)
        order.ask_help(job, need="缺件", actor=stage.actor("chen.jianguo"), at=NOW)
    client = stage.client("zhao.min")
    assert queries(client, page_of(one)) == queries(client, page_of(three))
    jobs = [reverse("service:order", args=[stage.job(matter).number]) for matter in (one, three)]
    assert queries(client, jobs[0]) == queries(client, jobs[1])


def test_a_case_handled_again_shows_both_visits_and_its_story(stage):
    matter = stage.assessed()
    stage.another_round(matter)
    text = shown(stage, "zhao.min", page_of(matter))
    assert "round 2" in text
    assert "已调平" in text
    assert "已修好" in text
    assert all(job.number in text for job in matter.orders.all())


def test_a_case_that_ended_early_shows_only_the_places_it_came_through(stage):
    matter = stage.case()
    case.solve_by_phone(matter, advice="放平", actor=stage.actor("li.wen"), at=NOW)
    text = shown(stage, "li.wen", page_of(matter))
    rail = text.split('<ol class="rail"')[1].split("</ol>")[0]
    assert rail.count("<li") == 2
    assert "Solved by phone" in text


def test_what_people_type_is_shown_as_they_typed_it(stage):
    matter = stage.case(description="<b>fett</b> {{ 7|add:7 }} 😀")
    case.write(matter, text="<script>alert(1)</script>", actor=stage.actor("li.wen"), at=NOW)
    text = shown(stage, "li.wen", page_of(matter))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;b&gt;fett&lt;/b&gt; {{ 7|add:7 }} 😀" in text
    assert "<b>fett" not in text


def test_a_long_story_comes_in_pieces(stage):
    matter = stage.case()
    for number in range(40):
        case.write(matter, text=f"Notiz {number:02}", actor=stage.actor("li.wen"), at=NOW)
    text = shown(stage, "li.wen", page_of(matter))
    assert "Notiz 39" in text
    assert "Notiz 05" not in text
    before = text.split("?before=")[1].split('"')[0]
    headers = {"HX-Request": "true", "HX-Target": "li#earlier"}
    piece = stage.client("li.wen").get(page_of(matter, before=before), headers=headers).content.decode()
    assert "Notiz 05" in piece
    assert "<html" not in piece
    assert stage.client("li.wen").get(page_of(matter, before="9" * 40)).status_code == 200


def test_what_was_entered_later_says_so(stage):
    job = stage.dispatched(matter := stage.assessed())
    chen = stage.company.people["chen.jianguo"]
    later = NOW + timedelta(hours=3)
    clerk = stage.actor("li.wen", later).entering(performed_by_id=chen.pk, reason="系统停用")
    order.accept(job, actor=clerk, at=NOW + timedelta(minutes=5))
    text = shown(stage, "li.wen", page_of(matter))
    assert "系统停用" in text
    assert "by 李雯" in text


def test_a_case_of_another_units_address_is_passed_on_from_the_notice(stage):
    matter = stage.case(address="城南 3 号", zone=stage.company.zones["SB town"])
    passing = reverse("service:case-pass_on", args=[matter.number])
    notice = shown(stage, "zhao.min", page_of(matter)).split("This address is served by South branch.")[1]
    assert passing in notice[:900]
    form = stage.client("zhao.min").get(passing).content.decode()
    assert '<option value="SB" selected>' in form
    # The clerk sees it too, and who passes on is not hers to decide.
    text = shown(stage, "li.wen", page_of(matter))
    assert "This address is served by South branch." in text
    assert passing not in text
    case.pass_on(matter, unit=stage.company.units["SB"], reason="城南", actor=stage.actor("zhao.min"), at=NOW)
    assert "This address is served by" not in shown(stage, "ana.torres", page_of(matter))
