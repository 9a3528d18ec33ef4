from datetime import timedelta

import pytest

from careloop.tasks.actions import task as tasks
from careloop.tasks.models import Task
from careloop.tasks.queries import about, mine, open_blocking, to_check
from careloop.tasks.tests.conftest import AT

pytestmark = pytest.mark.django_db

CASE = "SC26-NB-000001"
DUE = AT + timedelta(days=2)


def test_a_case_is_blocked_by_its_open_blocking_tasks_only(company, ask, clerk, head):
    blocking, answered = (ask(document=CASE, blocking=True, due_at=DUE) for _ in range(2))
    ask(document=CASE, due_at=DUE)
    ask(document="SC26-NB-000002", blocking=True, due_at=DUE)
    rd = company.actor(head)
    tasks.answer(answered, answer="Dry grease.", actor=rd, at=AT)
    assert open_blocking(CASE) == [blocking, answered]
    tasks.check(answered, actor=company.actor(clerk), at=AT)
    assert open_blocking(CASE) == [blocking]
    assert about(CASE).count() == 3


def test_mine_is_what_i_owe_the_most_urgent_first(company, ask, clerk, head):
    later, soon = ask(due_at=DUE), ask(due_at=DUE - timedelta(days=1))
    by_name = ask(owner=head, owner_post="", due_at=DUE + timedelta(days=1))
    ask(owner_post="clerk", due_at=DUE)
    rd = company.actor(head)
    assert mine(rd) == [soon, later, by_name]
    tasks.accept(soon, actor=rd, at=AT)
    tasks.answer(later, answer="Dry grease.", actor=rd, at=AT)
    assert mine(rd) == [soon, by_name]
    assert mine(company.actor(clerk)) == []
    assert to_check(company.actor(clerk)) == [later]
    assert to_check(rd) == []


def test_a_post_above_owes_only_where_nobody_nearer_holds_it(company, ask, head):
    boss = company.hire("berta", "head", "HQ")
    ask(due_at=DUE)
    orphan = ask(of="NB", due_at=DUE)
    assert mine(company.actor(boss)) == [orphan]
    assert {head.pk} == Task.objects.exclude(pk=orphan.pk).get().ower_ids()


def test_seen_by_those_who_ask_and_those_who_owe(company, ask, clerk, head):
    task = ask(due_at=DUE)
    boss = company.hire("berta", "head", "HQ")
    outsider = company.hire("tom", "technician", "NB")
    for person, seen in [(clerk, [task]), (head, [task]), (boss, [task]), (outsider, [])]:
        assert list(Task.objects.visible_to(company.actor(person))) == seen, person.name
    tasks.accept(task, actor=company.actor(head), at=AT)
    assert "WHERE" not in str(Task.objects.visible_to(company.actor(boss)).query)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_one_and_for_three(
    company, ask, head, count, django_assert_num_queries
):
    for _ in range(count):
        ask(document=CASE, blocking=True, due_at=DUE)
    rd = company.actor(head)
    mine(rd)
    with django_assert_num_queries(3):
        assert len([(str(task.asking_unit), str(task.owner_unit)) for task in mine(rd)]) == count
    with django_assert_num_queries(1):
        assert len([(str(task.owner), str(task.owner_unit)) for task in open_blocking(CASE)]) == count
