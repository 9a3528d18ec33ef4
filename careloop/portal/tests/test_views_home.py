from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from careloop.demo import cast
from careloop.kit.clocks.alarms import tick
from careloop.org.models import Person
from careloop.portal import rules
from careloop.portal.queries import Desk, age_bars, home_of, on_time_curve
from careloop.portal.queries.day import day_word
from careloop.portal.queries.home import HOMES
from careloop.portal.queries.kinds import KINDS
from careloop.service.actions import case, order
from careloop.service.models import Case, Order
from careloop.service.tests.stage import BEIJING, NOW, Stage, queries
from careloop.tasks.actions import task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def shown(stage: Stage, username: str) -> str:
    response = stage.client(username).get("/")
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def desk(stage: Stage, username: str, at: datetime = NOW) -> Desk:
    actor = stage.actor(username, at)
    return Desk(actor, at, home_of(actor.posts).kinds)


def figure(desk: Desk, post: str, label: str) -> object:
    made = [make(desk) for make in HOMES[post].figures]
    return next(each.value for each in made if str(each.label) == label)


def test_every_post_of_the_preset_has_a_home(stage):
    for username in ("zhao.min", "li.wen", "wang.jianye", "he.li", "sun.guohua", "luo.yan", "admin"):
        assert shown(stage, username)
    assert stage.client("chen.jianguo").get("/")["Location"] == reverse("service:today")


def test_the_director_dispatches_by_deadline_and_what_was_left_yesterday_is_counted_apart(stage):
    yesterday = stage.assessed(at=NOW - DAY)
    today = stage.assessed(serial="WD820-25-000002")
    found = desk(stage, "zhao.min")
    numbers = [work.number for work in found.by_deadline()]
    assert numbers[:2] == [stage.job(yesterday).number, stage.job(today).number]
    assert figure(found, "director", "Not dispatched yesterday") == 1
    assert figure(found, "director", "To dispatch today") == "1"
    text = shown(stage, "zhao.min")
    assert text.count("btn-main") == 1
    first = reverse("service:order-dispatch", args=[numbers[0]])
    assert first in text.split("btn-main")[1][:200]


def test_before_it_is_assessed_the_step_is_to_assess(stage):
    matter = stage.case()
    (work,) = desk(stage, "zhao.min").of("dispatch")
    assert work.number == stage.job(matter).number
    assert work.step_url == reverse("service:case-assess", args=[matter.number])
    (work,) = desk(stage, "wang.jianye").of("assess")
    assert work.left.tone == "late"  # thirty working minutes had passed


def test_a_call_for_help_stands_with_its_own_clock(stage):
    job = stage.dispatched(stage.assessed())
    order.ask_help(job, need="需要第二个人", actor=stage.actor("chen.jianguo"), at=NOW)
    work = next(work for work in desk(stage, "zhao.min").by_deadline() if work.number == job.number)
    assert (work.what, work.left.text) == ("需要第二个人", "1:00")
    assert "需要第二个人" in shown(stage, "zhao.min")


def test_the_clerk_checks_reviews_tells_and_asks(stage):
    clerk, matters = stage.actor("li.wen"), []
    for n in range(4):
        matters.append(stage.assessed(serial=f"WD820-25-00000{n}"))
        job = stage.signed(matters[-1])
        if n:
            order.sign_off(job, actor=clerk, at=NOW)
            matters[-1].refresh_from_db()
    for matter in matters[2:]:
        case.review(matter, note="好", actor=clerk, at=NOW)
    case.inform(matters[3], channel="phone", words="已修好", actor=clerk, at=NOW)
    found = desk(stage, "li.wen")
    assert [len(found.of(name)) for name in ("sign_off", "review", "tell", "ask")] == [1, 1, 1, 1]
    steps = {work.step_url.rsplit("/", 1)[1] for work in found.by_deadline()}
    assert steps == {"sign_off", "review", "inform", "close"}
    assert not desk(stage, "ana.torres").by_deadline()  # another branch


def test_a_customer_who_was_not_reached_is_due_again_hours_later(stage):
    matter, clerk = stage.assessed(), stage.actor("li.wen")
    order.sign_off(stage.signed(matter), actor=clerk, at=NOW)
    matter.refresh_from_db()
    case.review(matter, note="好", actor=clerk, at=NOW)
    case.record_try(matter, channel="phone", reason="busy", actor=clerk, at=NOW)
    (work,) = desk(stage, "li.wen").of("tell")
    assert work.due_at == NOW + timedelta(hours=2)
    assert "not reached 1 ×" in work.where


def test_what_the_clocks_told_a_post_stands_on_its_desk_until_it_is_settled(stage):
    matter = stage.assessed(at=NOW - 3 * DAY)
    tick(NOW)
    (work, *_rest) = desk(stage, "wang.jianye").of("alarms")
    assert work.row.thread == matter.number
    assert "late" in work.what
    numbers = [work.number for work in desk(stage, "zhao.min").by_deadline()]
    assert len(numbers) == len(set(numbers))  # late and undispatched: one line


def test_a_department_finds_what_it_owes_and_the_asker_what_was_answered(stage):
    matter = stage.assessed()
    asked = task.ask(
        unit=stage.company.units["NB"],
        owner_unit=stage.company.units["HQ"],
        owner_post="department_head",
        title="同批次减震器是否有通报",
        document=matter.number,
        actor=stage.actor("zhao.min"),
        at=NOW,
    )
    (work,) = desk(stage, "he.li").of("owed")
    assert (work.number, work.left.text) == (asked.number, "8:00")
    task.answer(asked, answer="没有", actor=stage.actor("he.li"), at=NOW)
    assert not desk(stage, "he.li").of("owed")
    assert [work.number for work in desk(stage, "zhao.min").of("check")] == [asked.number]


def test_only_what_the_post_may_do_is_read(stage):
    actor = stage.actor("he.li")
    found = Desk(actor, NOW, list(KINDS.values()))
    assert {name for name in KINDS if found.has(name)} == {"alarms", "owed"}


def test_someone_with_two_posts_has_both_without_repeating():
    both = home_of(("director", "clerk", "technician"))
    assert both.work.count("owed") == 1
    assert set(both.work) == set(HOMES["director"].work) | set(HOMES["clerk"].work)


def test_ages_of_open_cases_fall_into_bars_that_open_their_lists(stage):
    for days in (0, 1, 2, 3, 7, 8):
        stage.case(at=(NOW - days * DAY).replace(hour=9), serial=f"WD820-25-10000{days}")
    bars = age_bars(stage.actor("zhao.min"), NOW)
    assert [bar.count for bar in bars] == [1, 2, 2, 1]
    for bar in bars:
        listed = stage.client("zhao.min").get(bar.url)
        assert listed.content.decode().count('class="row-link"') == bar.count


def test_the_curve_shows_the_share_in_time_and_leaves_gaps(stage):
    for n, (weeks, on_time) in enumerate([(0, True), (0, False), (2, True)]):
        job = stage.signed(stage.assessed(serial=f"WD820-25-20000{n}"))
        Order.objects.filter(pk=job.pk).update(arrived_at=NOW - weeks * 7 * DAY, on_time=on_time)
    curve = on_time_curve(stage.actor("zhao.min"), NOW)
    assert [point.share for point in curve.points] == [100, 50]
    assert len(curve.lines) == 2
    assert curve.goal == rules.ON_TIME_TARGET.default == 95
    listed = stage.client("zhao.min").get(curve.points[-1].url)
    assert listed.content.decode().count('class="row-link"') == 2
    assert not on_time_curve(stage.actor("ana.torres"), NOW).points


def test_cases_taken_over_as_history_are_no_open_work(stage):
    matter = stage.case()
    Case.objects.filter(pk=matter.pk).update(state="closed", outcome="history", closed_at=NOW)
    assert [bar.count for bar in age_bars(stage.actor("zhao.min"), NOW)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ((2026, 9, 25), "Mid-Autumn Festival"),
        ((2026, 9, 28), "first day after Mid-Autumn Festival"),
        ((2026, 9, 24), "last day before Mid-Autumn Festival"),
        ((2026, 10, 10), "worked in exchange for a holiday"),
        ((2026, 11, 22), "day off"),
        ((2026, 11, 26), ""),
    ],
)
def test_the_line_says_what_kind_of_day_it_is(stage, on, said):
    with translation.override("en"):
        assert day_word(stage.company.units["NB"].pk, datetime(*on, 9, 0, tzinfo=BEIJING)) == said


@pytest.mark.parametrize("username", ["zhao.min", "li.wen", "wang.jianye", "sun.guohua"])
def test_three_of_each_take_no_more_queries_than_one(stage, username):
    client = stage.client(username)

    def one_of_each(n: int) -> None:
        stage.case(at=NOW - 2 * DAY, serial=f"A{n}")
        stage.assessed(serial=f"B{n}")
        stage.signed(stage.assessed(serial=f"C{n}"))
        job = stage.dispatched(stage.assessed(serial=f"D{n}"))
        order.ask_help(job, need="?", actor=stage.actor("chen.jianguo"), at=NOW)
        tick(NOW)

    one_of_each(1)
    one = queries(client, "/")
    one_of_each(2)
    one_of_each(3)
    assert queries(client, "/") == one
