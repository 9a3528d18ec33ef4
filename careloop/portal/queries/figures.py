"""The figures on top of the home pages; each opens its list. Those of the desk cost no further query."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloop.kit.clocks.models import Clock
from careloop.kit.rules.lookup import overridden
from careloop.kit.ui.moments import hours, moment
from careloop.org.models import Person
from careloop.org.queries import TREE
from careloop.portal.queries import week
from careloop.portal.queries.desk import MOST, Desk, Figure, Work
from careloop.portal.queries.kinds import within
from careloop.service.models import Call, Case

SOON = timedelta(hours=2)


def carried_over(desk: Desk) -> Figure:
    """What was not dispatched yesterday heads today's list (clause B 3)."""
    works = _carried(desk)
    oldest = min((work.row.opened_at for work in works), default=None)
    note = (
        _("oldest from %(at)s") % {"at": moment(oldest, desk.now, inside=True)}
        if oldest
        else _("all was dispatched")
    )
    label = _("Not dispatched yesterday")
    return Figure(label, len(works), note, "late" if works else "", reverse("service:dispatch"))


def undispatched(desk: Desk) -> Figure:
    works = [work for work in desk.of("dispatch") if work not in _carried(desk)]
    soon = sum(_within_two_hours(work) for work in works)
    some = ngettext("%(n)s due within two hours", "%(n)s due within two hours", soon) % {"n": soon}
    note = some if soon else _("none due within two hours")
    return Figure(_("To dispatch today"), _number(works), note, "", reverse("service:dispatch"))


def calls_for_help(desk: Desk) -> Figure:
    works = desk.of("help")
    note = _("nobody is waiting")
    if works:
        first = works[0].row
        waited = hours(desk.now - first.asked_at)
        note = _("%(who)s: %(need)s, waiting %(waited)s") % {
            "who": first.asked_by.name,
            "need": first.need[:24],
            "waited": waited,
        }
    href = works[0].url if works else ""
    return Figure(_("Calls for help"), _number(works), note, "soon" if works else "", href)


def alarms(desk: Desk) -> Figure:
    works = desk.of("alarms")
    note = _("told to you by the clocks") if works else _("no deadline has passed")
    return Figure(_("Past the deadline"), _number(works), note, "late" if works else "", "#work")


def to_check(desk: Desk) -> Figure:
    return _plain(desk, "check", _("Answers to check"), _tasks(state="answered"))


def owed(desk: Desk) -> Figure:
    works = desk.of("owed")
    late = sum(work.due_at is not None and work.due_at < desk.now for work in works)
    note = ngettext("%(n)s is late", "%(n)s are late", late) % {"n": late} if late else _("all on time")
    href = f"{reverse('tasks:tasks')}?{urlencode({'state': ['asked', 'accepted']}, doseq=True)}"
    return Figure(_("Owed by us"), _number(works), note, "late" if late else "", href)


def to_assess(desk: Desk) -> Figure:
    return _plain(desk, "assess", _("To assess"), _cases(state="opened"))


def to_sign_off(desk: Desk) -> Figure:
    return _plain(desk, "sign_off", _("Vouchers to check"), _list("service:orders", state="signed"))


def to_review(desk: Desk) -> Figure:
    return _plain(desk, "review", _("Results to review"), _cases(state="signed_off"))


def to_tell(desk: Desk) -> Figure:
    return _told(desk, "tell", _("Customers to tell"), _cases(state="reviewed"))


def to_ask(desk: Desk) -> Figure:
    return _told(desk, "ask", _("Are they satisfied?"), _cases(state="informed"))


def open_cases(desk: Desk) -> Figure:
    rows = week.open_cases(desk.actor)
    return Figure(_("Open cases"), rows.count(), _("not closed yet"), "", _list("service:cases", open="on"))


def late(desk: Desk) -> Figure:
    clocks = Clock.objects.filter(stopped_at=None, due_at__lt=desk.now, kind__startswith="service.")
    found = within(clocks, desk.actor, "service.see").count()
    note = _("deadlines that have passed and still run")
    return Figure(_("Late"), found, note, "late" if found else "", _list("service:cases", open="on"))


def calls_today(desk: Desk) -> Figure:
    rows = _visible(Call.objects.filter(received_at__gte=_midnight(desk.now)), desk)
    return Figure(_("Calls today"), rows.count(), _("over all channels"), "", reverse("service:register"))


def closed_this_week(desk: Desk) -> Figure:
    monday = _midnight(desk.now) - timedelta(days=localtime(desk.now).weekday())
    rows = _visible(Case.objects.filter(closed_at__gte=monday), desk).exclude(outcome="history")
    href = _list("service:cases", closed_at="week")
    return Figure(_("Closed this week"), rows.count(), _("with every outcome"), "", href)


def handled_again(desk: Desk) -> Figure:
    rows = week.open_cases(desk.actor).filter(round__gt=1)
    found = rows.count()
    href = _list("service:cases", open="on", again="on")
    note = _("the customer was not satisfied")
    return Figure(_("Handled again"), found, note, "soon" if found else "", href)


def people(desk: Desk) -> Figure:
    found = Person.objects.visible_to(desk.actor).filter(is_active=True).count()
    return Figure(_("People"), found, _("who may sign in"), "", reverse("org:people"))


def units(desk: Desk) -> Figure:
    return Figure(_("Units"), len(TREE.get().units), _("in the tree"), "", reverse("org:units"))


def own_rules(desk: Desk) -> Figure:
    return Figure(_("Rules changed"), len(overridden()), _("from the regulation"), "", reverse("org:rules"))


def _plain(desk: Desk, name: str, label: str, href: str) -> Figure:
    works = desk.of(name)
    oldest = min((work.since_at for work in works if work.since_at), default=None)
    note = (
        _("longest since %(at)s") % {"at": moment(oldest, desk.now, inside=True)}
        if oldest
        else _("nothing waits")
    )
    return Figure(label, _number(works), note, "", href)


def _told(desk: Desk, name: str, label: str, href: str) -> Figure:
    works = desk.of(name)
    again = sum(work.due_at is not None and work.due_at <= desk.now for work in works)
    some = ngettext("%(n)s to try again now", "%(n)s to try again now", again) % {"n": again}
    note = some if again else _("nobody to try again now")
    return Figure(label, _number(works), note, "soon" if again else "", href)


def _carried(desk: Desk) -> list[Work]:
    midnight = _midnight(desk.now)
    return [work for work in desk.of("dispatch") if work.row.opened_at < midnight]


def _within_two_hours(work: Work) -> bool:
    return (
        work.left is not None and work.left.seconds is not None and work.left.seconds < SOON.total_seconds()
    )


def _number(works: Sequence[Work]) -> str:
    return f"{len(works)}+" if len(works) >= MOST else str(len(works))


def _visible(rows: QuerySet, desk: Desk) -> QuerySet:
    return rows.visible_to(desk.actor)  # type: ignore[attr-defined]


def _midnight(now: datetime) -> datetime:
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _cases(**asked: Any) -> str:
    return _list("service:cases", **asked)


def _tasks(**asked: Any) -> str:
    return _list("tasks:tasks", **asked)


def _list(url_name: str, **asked: Any) -> str:
    return f"{reverse(url_name)}?{urlencode(asked)}"
