"""The kinds of work that stand on somebody's desk. A new one is declared here and named in `home`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from careloop.kit.clocks.models import Alarm
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.rules import lookup
from careloop.kit.ui.moments import moment
from careloop.portal.queries.desk import Kind, Work, look_work, step_work
from careloop.service import rules as service
from careloop.service.models import Case, HelpRequest, Order
from careloop.service.queries import assess_first
from careloop.tasks import queries as tasks
from careloop.tasks.models import Task

CASE, ORDER, TASK = "service.case", "service.order", "tasks.task"


def within(rows: QuerySet, actor: Actor, capability: str, path: str = "unit_id") -> Any:
    """The rows of the units in which the actor may do it."""
    units = actor.units(capability)
    return rows if units is None else rows.filter(**{f"{path}__in": units})


def place(case: Case, *more: str) -> str:
    zone = str(case.zone) if case.zone_id else ""
    return " · ".join(part for part in (case.customer.name if case.customer else "", zone, *more) if part)


def _cases(state: str, capability: str) -> Any:
    def rows(actor: Actor, now: datetime) -> QuerySet[Case]:
        found = Case.objects.filter(state=state).select_related("customer", "zone")
        return within(found, actor, capability).order_by("id")

    return rows


def _to_dispatch(actor: Actor, now: datetime) -> QuerySet[Order]:
    found = Order.objects.filter(state="open").select_related("case__customer", "case__zone")
    return within(found, actor, "service.dispatch").order_by("id")


def _dispatch(order: Order, actor: Actor, now: datetime) -> Work:
    case, timed = order.case, "service.order.arrival"
    facts = {"what": case.title, "where": place(case), "timed_by": timed, "since_at": order.opened_at}
    if assess_first(case):
        if not actor.may("service.assess", case.unit_id):
            facts["where"] = place(case, _("is assessed first"))
            return look_work(order.number, gettext_lazy("Look"), row=order, **facts)
        work = step_work(CASE, "assess", case, **facts)
        # It stands under its order, whose clock runs.
        return replace(work, number=order.number, row=order)
    return step_work(ORDER, "dispatch", order, **facts)


def _calls_for_help(actor: Actor, now: datetime) -> QuerySet[HelpRequest]:
    found = HelpRequest.objects.filter(ended_at=None).select_related(
        "asked_by", "order__case__customer", "order__case__zone"
    )
    return within(found, actor, "service.answer_help", "order__unit_id").order_by("id")


def _help(asked: HelpRequest, actor: Actor, now: datetime) -> Work:
    where = " · ".join((asked.asked_by.name, place(asked.order.case)))
    work = step_work(
        ORDER, "answer_help", asked.order,
        what=asked.need, where=where, timed_by="service.order.help", since_at=asked.asked_at,
    )  # fmt: skip
    return replace(work, step=pgettext_lazy("a call for help", "Answer"), row=asked)


def _assess(case: Case, actor: Actor, now: datetime) -> Work:
    return step_work(
        CASE, "assess", case,
        what=case.title, where=place(case), timed_by="service.case.response", since_at=case.opened_at,
    )  # fmt: skip


def _to_sign_off(actor: Actor, now: datetime) -> QuerySet[Order]:
    found = Order.objects.filter(state="signed").select_related("technician", "case__customer", "case__zone")
    return within(found, actor, "service.sign_off").order_by("id")


def _sign_off(order: Order, actor: Actor, now: datetime) -> Work:
    who = order.technician.name if order.technician else ""
    facts = {"what": order.case.title, "where": place(order.case, who), "since_at": order.changed_at}
    return replace(step_work(ORDER, "sign_off", order, **facts), step=gettext_lazy("Check the voucher"))


def _review(case: Case, actor: Actor, now: datetime) -> Work:
    return step_work(CASE, "review", case, what=case.title, where=place(case), since_at=case.changed_at)


def _to_tell(state: str) -> Any:
    """With the tries of the present round, without a query for each."""

    def rows(actor: Actor, now: datetime) -> QuerySet[Case]:
        found = Case.objects.filter(state=state).select_related("customer", "zone")
        present = Q(tries__round=F("round"))
        tried = {"tried": Count("tries", filter=present), "tried_at": Max("tries__at", filter=present)}
        return within(found, actor, "service.inform").annotate(**tried).order_by("id")

    return rows


def _tell(step: str, label: Any) -> Any:
    def line(case: Any, actor: Actor, now: datetime) -> Work:
        facts = {"what": case.title, "where": place(case), "since_at": case.changed_at}
        if case.tried:
            apart = lookup.value(service.TRIES_APART.name, case.opened_at, case.unit_id)
            facts["due_at"] = case.tried_at + timedelta(hours=apart)
            said = _("not reached %(times)s ×, last %(at)s")
            facts["where"] = place(
                case, said % {"times": case.tried, "at": moment(case.tried_at, now, inside=True)}
            )
        return replace(step_work(CASE, step, case, **facts), step=label)

    return line


def _alarms(actor: Any, now: datetime) -> list[Any]:
    """What the ladder of a clock told this person's post, as long as the clock runs."""
    told = Alarm.objects.filter(
        name__in=("breach", "escalate"),
        post__in=actor.posts,
        withdrawn_at=None,
        clock__stopped_at=None,
        clock__kind__startswith="service.",
    )
    told = within(told, actor, "service.see", "clock__unit_id").select_related("clock")
    clocks = {alarm.clock_id: alarm.clock for alarm in told.order_by("clock__due_at", "id")[:200]}
    cases = Case.objects.filter(number__in={clock.thread for clock in clocks.values()})
    titles = {case.number: case for case in cases.select_related("customer", "zone", "unit")}
    return [(clock, titles[clock.thread]) for clock in clocks.values() if clock.thread in titles]


def _alarm(found: Any, actor: Actor, now: datetime) -> Work:
    clock, case = found
    what = _("%(clock)s late: %(title)s") % {"clock": clock.label, "title": case.title}
    facts = {"what": what, "where": place(case, str(case.unit)), "timed_by": clock.kind, "row": clock}
    return look_work(clock.document, gettext_lazy("Look"), **facts)


def _owed(task: Task, actor: Actor, now: datetime) -> Work:
    where = " · ".join(part for part in (str(task.asking_unit), task.document) if part)
    facts = {"what": task.title, "where": where, "timed_by": "tasks.task.answer", "due_at": task.due_at}
    return step_work(TASK, "answer", task, **facts)


def _check(task: Task, actor: Actor, now: datetime) -> Work:
    where = " · ".join(part for part in (str(task.owner_unit), task.document) if part)
    facts = {"what": task.title, "where": where, "since_at": task.changed_at, "row": task}
    return replace(look_work(task.number, pgettext_lazy("an answer", "Check"), **facts), names_step=True)


def _owed_tasks(actor: Actor, now: datetime) -> Iterable[Task]:
    return tasks.mine(actor)


def _tasks_to_check(actor: Actor, now: datetime) -> Iterable[Task]:
    return tasks.to_check(actor)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("dispatch", "service.dispatch", _to_dispatch, _dispatch),
        Kind("help", "service.answer_help", _calls_for_help, _help),
        Kind("assess", "service.assess", _cases("opened", "service.assess"), _assess),
        Kind("sign_off", "service.sign_off", _to_sign_off, _sign_off),
        Kind("review", "service.review", _cases("signed_off", "service.review"), _review),
        Kind("tell", "service.inform", _to_tell("reviewed"), _tell("inform", gettext_lazy("Tell"))),
        Kind(
            "ask",
            "service.inform",
            _to_tell("informed"),
            _tell("close", gettext_lazy("Ask whether satisfied")),
        ),
        Kind("alarms", "service.see", _alarms, _alarm),
        Kind("owed", "tasks.answer", _owed_tasks, _owed),
        Kind("check", "tasks.check", _tasks_to_check, _check),
    )
}
