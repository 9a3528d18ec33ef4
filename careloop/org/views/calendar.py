"""The working calendar: the year drawn, the hours of the week, days of one's own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.kit.ui.fields import DayField
from careloop.org import permissions
from careloop.org.actions import calendar as actions
from careloop.org.forms import SpecialDayForm, WeekForm
from careloop.org.models import SpecialDay, Unit, WeekPattern
from careloop.org.queries import TREE
from careloop.org.queries.people import local_day
from careloop.org.views.year import calendar_for, weekday_letters, year_of

YEARS = (1, 3)  # back and ahead: what holidays are laid out for


class Asked(forms.Form):
    """What the address asks for; what it asks wrongly is not asked."""

    year = forms.IntegerField(required=False)
    unit = forms.CharField(required=False, max_length=8)
    on = DayField(required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose calendar of which year is looked at."""

    unit: Unit
    year: int
    today: date
    on: date | None = None

    def url(self, name: str = "org:calendar", **more: Any) -> str:
        return f"{reverse(name)}?{urlencode({'unit': self.unit.code, 'year': self.year, **more})}"

    def other(self, years: int) -> str:
        wanted = self.year + years
        if not self.today.year - YEARS[0] <= wanted <= self.today.year + YEARS[1]:
            return ""
        return self.url(year=wanted)


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    place = _place(request)
    months = year_of(place.unit, place.year, place.today)
    patterns = list(WeekPattern.objects.filter(calendar_id=place.unit.calendar_id).order_by("-from_on"))
    context = {
        "place": place,
        "before": place.other(-1),
        "after": place.other(1),
        "months": months,
        "weekdays": weekday_letters(),
        "worked": sum(day.worked for month in months for day in month.days),
        "units": [unit for unit in TREE.get().units.values() if unit.closed_on is None],
        "patterns": [(pattern, _week(pattern)) for pattern in patterns],
        "present": next((p for p in patterns if p.from_on <= place.today), None),
        "own_days": _own_days(place),
        "may_manage": _may_manage(request, place.unit),
        # The week is shared by every unit on the calendar.
        "may_share": request.actor.units(permissions.MANAGE_CALENDAR.code) is None,
    }
    return render(request, "org/calendar.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_day(request: Request) -> HttpResponse:
    place = _managed(request)
    form = SpecialDayForm(request.POST or None, initial=_day_so_far(place))

    def act() -> None:
        told = form.cleaned_data
        actions.set_special_day(
            place.unit.calendar,
            on=told["on"],
            intervals=told["intervals"],
            label=told["label"],
            unit=place.unit if told["only_here"] else None,
            actor=request.actor,
            at=request.now,
        )

    return sheet(
        request, form, act,
        title=_("A day with hours of its own"), button=_("Set the day"), lead=str(place.unit), back=place.url(),
    )  # fmt: skip


@login_required
@require_POST
def remove_day(request: Request, id: int) -> HttpResponse:
    day = get_object_or_404(SpecialDay.objects.select_related("calendar", "unit"), pk=id)
    actions.remove_special_day(day, actor=request.actor, at=request.now)
    return redirect(_place(request).url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_week(request: Request) -> HttpResponse:
    place = _managed(request)
    patterns = WeekPattern.objects.filter(calendar_id=place.unit.calendar_id, from_on__lte=place.today)
    last = patterns.order_by("-from_on").first()
    form = WeekForm(request.POST or None, week=last.week if last else {}, today=place.today)

    def act() -> None:
        actions.set_week(
            place.unit.calendar,
            week=form.week(),
            from_on=form.cleaned_data["from_on"],
            actor=request.actor,
            at=request.now,
        )

    return sheet(
        request, form, act,
        title=_("Hours of the week"), button=_("Set the hours"), lead=str(place.unit.calendar), back=place.url(),
    )  # fmt: skip


def _place(request: Request) -> Place:
    asked = Asked(request.GET)
    asked.is_valid()
    told = asked.cleaned_data
    units = TREE.get().units
    assert request.actor.unit_id is not None
    own = units[request.actor.unit_id]
    unit = next((each for each in units.values() if each.code == told.get("unit")), own)
    today = local_day(unit.pk, request.now)
    year = told.get("year") or today.year
    within = min(max(year, today.year - YEARS[0]), today.year + YEARS[1])
    return Place(unit, within, today, told.get("on"))


def _managed(request: Request) -> Place:
    place = _place(request)
    if not _may_manage(request, place.unit):
        raise NotAllowed
    return place


def _may_manage(request: Request, unit: Unit) -> bool:
    return request.actor.may(permissions.MANAGE_CALENDAR.code, unit.pk)


def _own_days(place: Place) -> list[SpecialDay]:
    days = SpecialDay.objects.filter(calendar_id=place.unit.calendar_id, on__year=place.year)
    return [day for day in days.select_related("unit") if day.unit_id in (None, place.unit.pk)]


def _day_so_far(place: Place) -> dict[str, Any]:
    """What holds on the day that was touched, so that one only changes what differs."""
    if place.on is None:
        return {}
    hours = calendar_for(place.unit, place.on.year).hours_on(place.on)
    return {"on": place.on, "intervals": [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in hours]}


def _week(pattern: WeekPattern) -> list[tuple[str, str]]:
    """Weekday and hours; days in a row with the same hours stand on one line."""
    lines: list[tuple[str, str, str]] = []
    for n, name in WEEKDAYS.items():
        told = ", ".join(f"{start}–{end}" for start, end in pattern.week.get(str(n), [])) or _("closed")
        if lines and lines[-1][2] == told:
            lines[-1] = (lines[-1][0], str(name), told)
        else:
            lines.append((str(name), str(name), told))
    return [(first if first == last else f"{first} – {last}", told) for first, last, told in lines]
