"""The second technician on an order, and calls for help that end without an answer."""

from datetime import UTC, datetime, timedelta

import pytest

from careloop.demo import cast
from careloop.kit.clocks.queries import running_of
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.refusals import NotAllowed, WrongMoment
from careloop.kit.notices import unread_count
from careloop.portal.queries.desk import Desk
from careloop.portal.queries.kinds import KINDS
from careloop.service.actions import case, order
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
LEAD, SECOND, DIRECTOR = "chen.jianguo", "lin.zhiqiang", "zhao.min"


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def together(stage):
    """An order with two technicians."""
    job = stage.dispatched(stage.assessed(), LEAD)
    order.join(job, technician=stage.company.people[SECOND], actor=stage.actor(DIRECTOR), at=NOW)
    return job


def ids(stage, *usernames):
    return {stage.company.people[username].pk for username in usernames}


def give(stage, job, to):
    order.reassign(
        job,
        technician=stage.company.people[to],
        window_from=NOW + timedelta(hours=3),
        window_until=NOW + timedelta(hours=4),
        actor=stage.actor(DIRECTOR),
        at=NOW,
    )


def test_a_second_who_refuses_takes_nothing_from_the_first(stage):
    job, told = together(stage), unread_count(stage.company.people[DIRECTOR].pk)
    order.refuse(job, reason="在另一家", actor=stage.actor(SECOND), at=NOW)
    job.refresh_from_db()
    assert (job.state, job.technician) == ("dispatched", stage.company.people[LEAD])
    assert job.performer_ids() == ids(stage, LEAD)
    assert job.assignments.get(role="second").end == "refused"
    assert timeline(job.case.number)[0].word == "service.order.refuse_as_second"
    assert unread_count(stage.company.people[DIRECTOR].pk) == told + 1
    with pytest.raises(NotAllowed):
        order.refuse(job, reason="在另一家", actor=stage.actor(SECOND), at=NOW)


def test_with_the_first_who_refuses_nobody_stays(stage):
    job = together(stage)
    order.refuse(job, reason="病了", actor=stage.actor(LEAD), at=NOW)
    assert (job.state, job.performer_ids()) == ("open", set())
    assert dict(job.assignments.values_list("role", "end")) == {"lead": "refused", "second": "cancelled"}


def test_given_to_another_the_second_stays(stage):
    job = together(stage)
    give(stage, job, "zhao.xiaobing")
    assert job.performer_ids() == ids(stage, "zhao.xiaobing", SECOND)
    assert dict(job.assignments.values_list("person__username", "end")) == {
        LEAD: "reassigned",
        SECOND: "",
        "zhao.xiaobing": "",
    }


def test_a_second_who_leads_from_now_on_is_no_second_any_more(stage):
    job = together(stage)
    give(stage, job, SECOND)
    assert job.performer_ids() == ids(stage, SECOND)
    assert list(job.assignments.filter(until_at=None).values_list("role", flat=True)) == ["lead"]


def asked(stage, *steps):
    job = stage.dispatched(stage.assessed(), LEAD)
    for step in steps:
        getattr(order, step)(job, actor=stage.actor(LEAD), at=NOW)
    order.ask_help(job, need="搬不动", actor=stage.actor(LEAD), at=NOW)
    return job


def finish(stage, job):
    order.finish(job, result="repaired", report="好了", actor=stage.actor(LEAD), at=NOW)


ENDS = {
    "finished": (("accept", "arrive"), finish),
    "refused": ((), lambda stage, job: order.refuse(job, reason="病了", actor=stage.actor(LEAD), at=NOW)),
    "reassigned": ((), lambda stage, job: give(stage, job, SECOND)),
    "cancelled": (
        (),
        lambda stage, job: case.withdraw(job.case, reason="好了", actor=stage.actor("li.wen"), at=NOW),
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_help_that_is_needed_no_more_is_nobodys_duty(stage, end):
    before, step = ENDS[end]
    job = asked(stage, *before)
    assert len(help_on_desk(stage)) == 1
    step(stage, job)
    request = job.help_requests.get()
    assert (request.end, request.ended_at, request.answered_at) == (end, NOW, None)
    assert "service.order.help" not in {c.kind for c in running_of([job.number]).get(job.number, [])}
    assert help_on_desk(stage) == []
    with pytest.raises(WrongMoment):
        order.answer_help(job, answer="来了", actor=stage.actor(DIRECTOR), at=NOW)


def help_on_desk(stage):
    return Desk(stage.actor(DIRECTOR), NOW, [KINDS["help"]]).of("help")


def test_answered_it_ends_with_the_answer_and_one_may_ask_again(stage):
    job = asked(stage)
    order.answer_help(job, answer="来了", actor=stage.actor(DIRECTOR), at=NOW)
    request = job.help_requests.get()
    assert (request.end, request.ended_at, request.answer) == ("answered", NOW, "来了")
    order.ask_help(job, need="还是搬不动", actor=stage.actor(LEAD), at=NOW)
    assert len(help_on_desk(stage)) == 1


def test_the_sheet_says_why_nobody_answered(stage):
    job = asked(stage, "accept", "arrive")
    finish(stage, job)
    text = stage.client(DIRECTOR).get(f"/service/orders/{job.number}").content.decode()
    assert "Finished before an answer came" in text
    assert "Needs help" not in stage.client(LEAD).get(f"/service/today/{job.number}").content.decode()
