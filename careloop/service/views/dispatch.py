"""The director's list: who has not been sent yet, and what everyone has on that day."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from careloop.kit.clocks.left import Left, left_of
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.views import load
from careloop.kit.request import Request
from careloop.kit.ui.fields import DayField
from careloop.org import queries as org
from careloop.org.models import Unit
from careloop.service import permissions
from careloop.service.lifecycles import ORDER
from careloop.service.queries import dispatch_list as read
from careloop.service.views.sending import sending

DAY = timedelta(days=1)
# Plans reach no farther, and dates of the year 1 have no day before.
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Line:
    """An order that waits for a technician, as the list shows it."""

    waiting: read.Waiting
    left: Left | None


class Asked(forms.Form):
    """What the address asks for; what it asks wrongly is not asked."""

    day = DayField(required=False)
    unit = forms.CharField(required=False, max_length=8)


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    actor, now = request.actor, request.now
    if not actor.may(permissions.DISPATCH.code):
        raise Http404
    asked = Asked(request.GET)
    asked.is_valid()
    units = _units(actor)
    unit = next((each for each in units if each.code == asked.cleaned_data.get("unit")), None)
    today = localdate(now)
    day = asked.cleaned_data.get("day") or today
    if abs(day - today) > FARTHEST:
        day = today
    hands = read.hands_of([unit.pk] if unit else [each.pk for each in units], day)
    found = read.waiting(read.undispatched(actor, unit.pk if unit else None), hands, day, now)
    context = {
        "lines": [Line(row, left_of(row.clock, now) if row.clock else None) for row in found],
        "carried": sum(row.carried_over for row in found),
        "hands": hands,
        "units": units if len(units) > 1 else [],
        "unit": unit,
        "day": day,
        "today": today,
        "before": day - DAY,
        "after": day + DAY,
    }
    return render(request, "service/dispatch.html", context)


def _units(actor: Actor) -> list[Unit]:
    """Those in which the actor may dispatch."""
    allowed = actor.units(permissions.DISPATCH.code)
    return [unit for pk, unit in org.TREE.get().units.items() if allowed is None or pk in allowed]


@login_required
@require_safe
def candidates(request: Request, number: str) -> HttpResponse:
    """Who could be sent in the window that is being typed: a piece of the dispatch form."""
    order = load(ORDER, number, request.actor)
    if not request.actor.may(permissions.DISPATCH.code, order.unit_id):
        raise Http404
    context = {"sending": sending(order, request.now, request.GET)}
    return render(request, "service/steps/candidates.html", context)
