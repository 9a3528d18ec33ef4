"""The calendars that units share: adding one, and its name, country and region."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careloop.kit.lifecycle.allow import require_everywhere
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.actions import hours as actions
from careloop.org.forms import CalendarAdd, CalendarChange
from careloop.org.models import Calendar

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
def add(request: Request) -> HttpResponse:
    require_everywhere(request.actor, permissions.MANAGE_CALENDAR)
    like = Calendar.objects.order_by("id").first()
    initial: dict[str, Any] = {"like": like, "country": like.country if like else ""}
    form = CalendarAdd(request.POST or None, initial=initial)

    def act() -> None:
        actions.add(**form.facts(), actor=request.actor, at=request.now)

    lead = _("Give it to a unit on the page “Organisation”; there its hours and days can then be changed.")
    return sheet(
        request, form, act, title=_("Add a calendar"), button=_("Add"), lead=lead, back=reverse("org:units")
    )


@login_required
@require_http_methods(BOTH)
def change(request: Request, id: int) -> HttpResponse:
    require_everywhere(request.actor, permissions.MANAGE_CALENDAR)
    calendar = get_object_or_404(Calendar, pk=id)
    initial = {"names": calendar.names, "country": calendar.country, "region": calendar.region}
    form = CalendarChange(request.POST or None, initial=initial)

    def act() -> None:
        actions.change(calendar, **form.facts(), actor=request.actor, at=request.now)

    return sheet(
        request, form, act,
        title=_("Change the calendar"), button=_("Save"), lead=str(calendar), back=reverse("org:calendar"),
    )  # fmt: skip
