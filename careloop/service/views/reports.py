"""The figures of service: how many, how well, and behind each number the list of what it counts."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures import (
    DAY,
    MONTH,
    Chart,
    Figure,
    Measure,
    Period,
    Point,
    Table,
    columns,
    filters_of,
    table,
)
from careloop.kit.pages import ChoiceFilter, Column, Empty, ListPage, PeriodFilter, RowFilter, list_view
from careloop.kit.request import Request
from careloop.kit.ui import moments
from careloop.org.models import Unit, Zone
from careloop.service import permissions
from careloop.service.forms.reports import ReportForm, units_reported
from careloop.service.measures import (
    CALLS,
    CHANNEL,
    FIRST_TIME,
    ON_TIME,
    OPEN_CASES,
    UNIT,
    open_by_age,
)
from careloop.service.models import Call
from careloop.service.models.call import Channel
from careloop.service.queries.reach import out_of_reach

# More columns than this are too narrow for a day each.
MOST_DAYS = 100
AGE_TONES = ("ok", "", "soon", "late")


class CallList(ListPage):
    name = "service.calls"
    title = _("Calls")
    model = Call
    capability = permissions.REPORTS.code
    columns = (
        Column("received_at", _("Received"), link=True, mono=True),
        Column("channel", _("Channel")),
        Column("topic", _("Topic")),
        Column("customer.name", _("Customer")),
        Column("case.number", _("Case"), mono=True),
        Column("case.title", _("What about")),
        Column("taken_by.name", _("Taken by")),
        Column("unit", _("Unit")),
    )
    on_phone = {
        "case.title": "subject",
        "received_at": "when",
        "channel": "line",
        "topic": "line",
        "customer.name": "line",
        "case.number": "number",
        "taken_by.name": "state",
    }
    filters = (
        RowFilter("unit", _("Unit"), units_reported),
        ChoiceFilter("channel", _("Channel"), Channel.choices, several=True),
        ChoiceFilter("topic", _("Topic"), Call.Topic.choices, several=True),
        PeriodFilter("received_at", _("Received")),
    )
    order = ("-received_at",)
    empty = Empty(_("No calls yet"), _("Every call that is taken stands here and in its register."))

    def rows(self, actor: Actor) -> QuerySet[Call]:
        return Call.objects.visible_to(actor).select_related("unit", "customer", "case", "taken_by")

    def url(self, row: Call) -> str:
        if row.case is not None:
            return reverse("service:case", args=[row.case.number])
        day = localdate(row.received_at).isoformat()
        return f"{reverse('service:register')}?unit={row.unit_id}&on={day}"


@dataclass(frozen=True)
class Grouped:
    """A measure in a table, with the groups that one can choose. `shown` are the columns of months."""

    measure: Measure
    table: Table
    choices: list[tuple[Any, str, bool]]


class ReportPage:
    def __init__(self, form: ReportForm, params: QueryDict, actor: Actor, today: date) -> None:
        self.form, self.params, self.actor, self.today = form, params, actor, today
        self.period = form.period
        unit = form.cleaned_data.get("unit")
        self.where = [(UNIT, unit.pk)] if unit else []

    @cached_property
    def ages(self) -> list[tuple[Any, Figure, str]]:
        found = open_by_age(self.actor, self.today, self.where)
        return [(label, figure, tone) for (label, figure), tone in zip(found, AGE_TONES, strict=True)]

    @property
    def open_cases(self) -> Figure:
        """All of them, however old."""
        open_now = sum(figure.counted for _label, figure, _tone in self.ages)
        return Figure(OPEN_CASES, open_now, 0, filters_of(OPEN_CASES, Period(), self.where))

    @cached_property
    def out_of_reach(self) -> list[tuple[Zone, Unit]]:
        units = self.actor.units(permissions.REPORTS.code)
        chosen = {key for group, key in self.where if group is UNIT}
        return out_of_reach(chosen or units, self.today)

    @cached_property
    def on_time(self) -> Grouped:
        return self._grouped(ON_TIME, "arrivals")

    @cached_property
    def first_time(self) -> Grouped:
        return self._grouped(FIRST_TIME, "fixes")

    @cached_property
    def calls(self) -> Table:
        by = DAY if len(list(self.period.days())) <= MOST_DAYS else MONTH
        return table(CALLS, self.actor, self.period, by, across=CHANNEL, where=self.where)

    @property
    def channels(self) -> list[tuple[Any, Figure]]:
        pairs = zip(self.calls.columns, self.calls.feet, strict=True)
        return sorted(pairs, key=lambda pair: -pair[1].counted)

    @cached_property
    def chart(self) -> Chart:
        """A column for each day or month of the period up to today, also for those without a call."""
        by, found = self.calls.by, {line.key: line.whole for line in self.calls.lines}
        keys = self.period.months() if by is MONTH else list(self.period.days())
        return columns([self._point(by, key, found) for key in keys if key <= self.today])

    def _point(self, by: Any, key: date, found: dict[date, Figure]) -> Point:
        figure, word = found.get(key), by.words([key])[key]
        below = word if by is MONTH else moments.day(key, self.today, words=False)
        return Point(word, figure.counted if figure else 0, figure.url if figure else "", below)

    def _grouped(self, measure: Measure, param: str) -> Grouped:
        by = measure.group(self.params.get(param, ""))
        choices = [(each.label, self.address({param: each.name}), each is by) for each in measure.groups]
        found = table(measure, self.actor, self.period, by, across=MONTH, where=self.where)
        return Grouped(measure, found, choices)

    def address(self, put: dict[str, str]) -> str:
        """This page, with other groups; what was asked for stays."""
        kept = QueryDict(mutable=True)
        for name in (*self.form.fields, "arrivals", "fixes"):
            if asked := put.get(name) or self.params.get(name):
                kept[name] = asked
        return f"?{kept.urlencode()}"


@login_required
@require_safe
def reports(request: Request) -> HttpResponse:
    if not request.actor.may(permissions.REPORTS.code):
        raise Http404
    today = localdate(request.now)
    form = ReportForm(request.GET, actor=request.actor, today=today)
    form.is_valid()
    page = ReportPage(form, request.GET, request.actor, today)
    return render(request, "service/reports.html", {"page": page, "form": form})


urlpatterns = [
    path("calls", list_view(CallList), name="calls"),
    path("reports", reports, name="reports"),
]
