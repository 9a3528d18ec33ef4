"""Two people at one case at the same moment: one after the other, never in a circle, never on old rights."""

from datetime import UTC, datetime, timedelta

import pytest

from careloop.demo import cast
from careloop.kit.clocks.tests.test_two_workers import at_once
from careloop.kit.lifecycle.refusals import NotAllowed, Refusal
from careloop.service.actions import case, order
from careloop.service.models import Case, Order
from careloop.service.tests.stage import NOW, Stage
from careloop.tasks.actions import task as tasks
from careloop.tasks.models import Task

PAIRS = 12


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def send(stage, job, technician="chen.jianguo", by="zhao.min"):
    order.dispatch(
        job,
        technician=stage.company.people[technician],
        window_from=NOW + timedelta(hours=1),
        window_until=NOW + timedelta(hours=2),
        actor=stage.actor(by),
        at=NOW,
    )


def each(rows, step):
    def work():
        for row in rows:
            try:
                step(row)
            except Refusal:
                continue

    return work


def loaded(cases):
    """Each case and its order, once more from the database, as another request has them."""
    matters = list(Case.objects.filter(pk__in=[matter.pk for matter in cases]).order_by("pk"))
    return matters, [stage_job(matter) for matter in matters]


def stage_job(matter):
    return Order.objects.select_related("case", "unit", "voucher", "technician", "zone").get(case=matter)


@pytest.mark.django_db(transaction=True)
def test_sending_someone_while_the_customer_withdraws_locks_nobody_out(stage):
    matters, jobs = loaded([stage.assessed() for _ in range(PAIRS)])
    by = stage.actor("li.wen")
    errors = at_once(
        each(jobs, lambda job: send(stage, job)),
        each(matters, lambda matter: case.withdraw(matter, reason="好了", actor=by, at=NOW)),
    )
    assert errors == []
    # Whoever came first: a case that is closed has no order that somebody is sent for.
    assert not Order.objects.filter(case__state="closed").exclude(state="cancelled").exists()
    assert Case.objects.filter(state="closed").count() == PAIRS


@pytest.mark.django_db(transaction=True)
def test_sending_someone_and_passing_on_at_once_lock_nobody_out(stage):
    matters, jobs = loaded([stage.assessed() for _ in range(PAIRS)])
    there, by = stage.company.units["SB"], stage.actor("zhao.min")
    errors = at_once(
        each(jobs, lambda job: send(stage, job)),
        each(matters, lambda matter: case.pass_on(matter, unit=there, reason="城南", actor=by, at=NOW)),
    )
    assert errors == []
    # One or the other: nobody of NB was sent for what SB has.
    assert not Order.objects.filter(unit=there, state="dispatched").exists()


@pytest.mark.django_db(transaction=True)
def test_no_case_closes_over_what_is_asked_at_that_moment(stage):
    matters, _jobs = loaded([stage.assessed() for _ in range(PAIRS)])
    director, clerk = stage.actor("zhao.min"), stage.actor("li.wen")

    def ask(matter):
        tasks.ask(
            unit=stage.company.units["NB"],
            owner_unit=stage.company.units["HQ"],
            owner_post="department_head",
            title="有通报吗",
            document=matter.number,
            blocking=True,
            actor=director,
            at=NOW,
        )

    errors = at_once(
        each(matters, ask),
        each(matters, lambda matter: case.withdraw(matter, reason="好了", actor=clerk, at=NOW)),
    )
    assert errors == []
    closed = set(Case.objects.filter(state="closed").values_list("number", flat=True))
    asked = set(Task.objects.filter(state="asked").values_list("document", flat=True))
    assert not closed & asked
    assert closed | asked == {matter.number for matter in matters}


@pytest.mark.django_db
def test_who_passed_it_on_cannot_send_anybody_for_it(stage):
    matter = stage.assessed()
    stale = stage_job(matter)
    by = stage.actor("zhao.min")
    case.pass_on(matter, unit=stage.company.units["SB"], reason="城南", actor=by, at=NOW)
    with pytest.raises(Refusal):
        send(stage, stale)
    assert stage_job(matter).state == "open"


@pytest.mark.django_db
def test_whom_it_was_taken_from_cannot_accept_it_any_more(stage):
    matter = stage.assessed()
    job = stage.dispatched(matter)
    stale = stage_job(matter)
    assert stage.company.people["chen.jianguo"].pk in stale.performer_ids()
    order.reassign(
        job,
        technician=stage.company.people["lin.zhiqiang"],
        window_from=NOW + timedelta(hours=3),
        window_until=NOW + timedelta(hours=4),
        actor=stage.actor("zhao.min"),
        at=NOW,
    )
    with pytest.raises(NotAllowed):
        order.accept(stale, actor=stage.actor("chen.jianguo"), at=NOW)
    assert stage_job(matter).state == "dispatched"
