from datetime import UTC, datetime, timedelta

import pytest

from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.read import rungs_of
from careloop.kit.epochs.copy import forget_all
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.check import every_step_is_whole
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable, WrongMoment
from careloop.kit.rules.models import Override
from careloop.tasks import rules
from careloop.tasks.actions import task as tasks
from careloop.tasks.actions.task import DueTooEarly
from careloop.tasks.lifecycles import TASK
from careloop.tasks.models import Task
from careloop.tasks.tests.conftest import AT, refused

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)
DUE = AT + timedelta(days=2)


def test_asked_accepted_answered_checked_and_told_in_the_case(company, ask, clerk, head):
    task = ask(document="SC26-NB-000001", due_at=DUE, blocking=True)
    assert task.number.startswith("TK26-NB-")
    rd, nb = company.actor(head, LATER), company.actor(clerk, LATER)
    tasks.accept(task, actor=rd, at=LATER)
    tasks.answer(task, answer="Dry grease.", actor=rd, at=LATER)
    tasks.check(task, actor=nb, at=LATER)
    task = Task.objects.get()
    assert (task.state, task.owner, task.asked_by, task.answer) == ("checked", head, clerk, "Dry grease.")
    title = "“Why does the bearing sing?”"
    told = [(entry.who, entry.sentence) for entry in reversed(timeline("SC26-NB-000001"))]
    assert told[0][1].startswith("asked RD: Why does the bearing sing?, until ")
    assert told[1:] == [
        ("Hector", f"accepted the task {title}"),
        ("Hector", f"answered {title}: Dry grease."),
        ("Clara", f"checked the answer to {title}"),
    ]


def test_the_clock_runs_until_the_named_moment_and_stops_with_the_answer(company, ask, head):
    task = ask(due_at=DUE)
    clock = Clock.objects.get()
    assert (clock.due_at, clock.unit_id, clock.thread) == (DUE, company.units["RD"].pk, task.number)
    tasks.answer(task, answer="Dry grease.", actor=company.actor(head, LATER), at=LATER)
    clock.refresh_from_db()
    assert (clock.stopped_at, clock.late) == (LATER, False)


def test_without_a_moment_the_rule_gives_working_hours(ask):
    task = ask()
    # 8 hours from Thursday 10:00: 6½ that day, a holiday and a weekend day without hours, then Monday 10:30.
    assert task.due_at == Clock.objects.get().due_at
    assert task.due_at == datetime(2026, 9, 28, 2, 30, tzinfo=UTC)


def test_sent_back_it_is_owed_again_by_the_same_person(company, ask, clerk, head):
    task = ask(due_at=DUE)
    tasks.answer(task, answer="No idea.", actor=company.actor(head, LATER), at=LATER)
    again = DUE + timedelta(days=1)
    tasks.send_back(task, why="look again", due_at=again, actor=company.actor(clerk, LATER), at=LATER)
    task.refresh_from_db()
    assert (task.state, task.owner, task.due_at) == ("accepted", head, again)
    assert Clock.objects.get(stopped_at=None).due_at == again
    tasks.answer(task, answer="Dry grease.", actor=company.actor(head, LATER), at=LATER)
    assert not Clock.objects.filter(stopped_at=None).exists()


def test_withdrawn_it_is_owed_no_more(company, ask, clerk):
    boss = company.hire("berta", "head", "HQ")
    task = ask(due_at=DUE)
    tasks.withdraw(task, why="the customer bought a new one", actor=company.actor(boss, LATER), at=LATER)
    assert Task.objects.get().state == "withdrawn"
    assert not Clock.objects.filter(stopped_at=None).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "t" * 201}, "title"),
        ({"body": "b" * 4001}, "body"),
        ({"owner_post": ""}, "owner"),
        ({"due_at": AT}, "due_at"),
        ({"document": "SC26-SB-000001"}, "document"),
        ({"document": "<b>"}, "document"),
        ({"document": "SC26-NB-000009", "blocking": True}, "blocking"),
        ({"blocking": True}, "blocking"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(ask, facts, field):
    with refused(Unacceptable) as refusal:
        ask(**facts)
    assert list(refusal.value.errors) == [field]
    assert (Task.objects.count(), Clock.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_of_a_closed_matter_one_may_still_ask(ask):
    assert ask(document="SC26-NB-000009").document == "SC26-NB-000009"


def test_an_empty_answer_or_a_past_moment_is_refused(company, ask, clerk, head):
    task = ask(due_at=DUE)
    with refused(Unacceptable):
        tasks.answer(task, answer="  ", actor=company.actor(head, LATER), at=LATER)
    tasks.answer(task, answer="Dry grease.", actor=company.actor(head, LATER), at=LATER)
    with refused(DueTooEarly):
        tasks.send_back(task, why="no", due_at=AT, actor=company.actor(clerk, LATER), at=LATER)
    assert Task.objects.get().state == "answered"


@pytest.mark.parametrize("step", ["check", "send_back"])
def test_the_wrong_moment_names_the_state_and_who_brought_it_there(company, ask, clerk, step):
    task = ask(due_at=DUE)
    facts = {"why": "x", "due_at": DUE} if step == "send_back" else {}
    # In this state it lies with RD; the clerk of NB comes too early whatever their right.
    boss = company.actor(company.hire("berta", "head", "HQ"), LATER)
    with refused(WrongMoment) as refusal:
        getattr(tasks, step)(task, **facts, actor=boss, at=LATER)
    assert task.number in str(refusal.value)
    assert "Asked" in str(refusal.value)
    assert "Clara" in str(refusal.value)
    assert (Task.objects.get().state, Clock.objects.filter(stopped_at=None).count()) == ("asked", 1)


def test_only_who_owes_it_answers(company, ask, clerk, head):
    task = ask(due_at=DUE)
    strangers = [clerk, company.hire("tom", "technician", "RD"), company.hire("nora", "head", "NB")]
    for person in strangers:
        for step, facts in [("accept", {}), ("answer", {"answer": "Me!"})]:
            with refused(NotAllowed):
                getattr(tasks, step)(task, **facts, actor=company.actor(person, LATER), at=LATER)
    assert (Task.objects.get().state, Task.objects.get().owner) == ("asked", None)
    named = ask(owner=strangers[1], owner_post="", due_at=DUE)
    with refused(NotAllowed):
        tasks.accept(named, actor=company.actor(head, LATER), at=LATER)
    tasks.accept(named, actor=company.actor(strangers[1], LATER), at=LATER)


def test_only_who_may_asks_and_checks(company, ask, head):
    technician = company.hire("tom", "technician", "NB")
    task = ask(due_at=DUE)
    with refused(NotAllowed):
        tasks.ask(
            unit=company.units["NB"],
            owner_unit=company.units["RD"],
            owner_post="head",
            title="?",
            due_at=DUE,
            actor=company.actor(technician),
            at=AT,
        )
    tasks.answer(task, answer="Dry grease.", actor=company.actor(head, LATER), at=LATER)
    with refused(NotAllowed):
        tasks.check(task, actor=company.actor(technician, LATER), at=LATER)
    with refused(NotAllowed):
        tasks.check(task, actor=company.actor(head, LATER), at=LATER)
    assert list(Task.objects.values_list("state")) == [("answered",)]


def test_entered_for_another_with_a_reason(company, ask, head):
    colleague = company.hire("rosa", "head", "RD")
    task = ask(due_at=DUE)
    entering = company.actor(colleague, LATER).entering(performed_by_id=head.pk, reason="he has no computer")
    tasks.answer(task, answer="Dry grease.", actor=entering, at=LATER)
    assert Task.objects.get().owner == head


def test_a_successor_in_the_post_owes_what_was_asked_of_it(company, ask, head):
    task = ask(due_at=DUE)
    head.holdings.update(until_on=AT.date())
    successor = company.hire("sara", "head", "RD")
    assert successor.pk in task.ower_ids()
    tasks.accept(task, actor=company.actor(successor, LATER), at=LATER)
    assert Task.objects.get().owner == successor


def test_where_nobody_holds_the_post_the_nearest_above_owes_it(company, ask):
    boss = company.hire("berta", "head", "HQ")
    task = ask(due_at=DUE)
    assert task.ower_ids() == {boss.pk}
    near = company.hire("rosa", "head", "RD")
    assert task.ower_ids() == {near.pk}


def test_every_step_has_its_action_and_form():
    assert [fault for fault in every_step_is_whole(None) if "tasks." in fault.msg] == []
    assert {step.name for step in TASK.steps} == {
        "ask", "accept", "answer", "check", "send_back", "withdraw",
    }  # fmt: skip


def test_who_is_told_that_an_answer_is_late_is_a_rule(ask):
    posts = [(rung, post) for rung, post, _minutes in rules.ANSWER_LADDER.default]
    assert posts == [("warn", "director"), ("breach", "service_manager"), ("escalate", "general_manager")]
    before = ask(due_at=DUE)
    Override.objects.create(
        name="tasks.answer.ladder",
        value=[["breach", "head", 0]],
        from_at=LATER,
        approved_by_id=before.asked_by_id,
        approved_post="head",
        reason="decided",
        entered_at=LATER,
    )
    forget_all()
    after = ask(at=LATER, due_at=DUE)
    held = {task: [rung.post for _used, rung in rungs_of(Clock.objects.get(document=task.number))]
            for task in (before, after)}  # fmt: skip
    assert held == {before: [post for _rung, post in posts], after: ["head"]}
