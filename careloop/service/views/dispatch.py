"""The director's board and list: who has not been sent yet, and what everyone has on that day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
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
from careloop.service.queries import board as board_read
from careloop.service.queries import dispatch_list as read
from careloop.service.views.board import board_of, day_start
from careloop.service.views.sending import Offered, sending

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
    order = forms.CharField(required=False, max_length=24)
    view = forms.ChoiceField(required=False, choices=(("board", ""), ("list", "")))


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    actor, now = request.actor, request.now
    if not actor.may(permissions.DISPATCH.code):
        raise Http404
    form = Asked(request.GET)
    form.is_valid()
    asked, units = form.cleaned_data, _units(actor)
    unit = _unit(units, asked.get("unit"), actor)
    if unit is None:
        return render(request, "service/dispatch_units.html", {"units": _places(units, actor)})
    today = localdate(now)
    day = asked.get("day") or today
    if abs(day - today) > FARTHEST:
        day = today
    hands = read.hands_of([unit.pk], day)
    found = read.waiting(read.undispatched(actor, unit.pk), hands, day, now)
    as_list = asked.get("view") == "list"
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
        "as_list": as_list,
        "kept": _kept(unit if len(units) > 1 else None, day if day != today else None, as_list),
    }
    if not as_list:
        context |= _board(unit, hands, found, day, now, asked.get("order") or "")
    return render(request, "service/dispatch.html", context)


def _unit(units: list[Unit], code: str | None, actor: Actor) -> Unit | None:
    """The one that was asked for, the only one, or one's own; who sits above all is asked for one."""
    asked = next((unit for unit in units if unit.code == code), None)
    own = next((unit for unit in units if unit.pk == actor.unit_id and unit.parent_id is not None), None)
    return asked or own or (units[0] if len(units) == 1 else None)


@dataclass(frozen=True, slots=True)
class Place:
    unit: Unit
    waiting: int


def _places(units: list[Unit], actor: Actor) -> list[Place]:
    """Where orders wait stands before where none do."""
    waiting = board_read.waiting_by_unit(actor)
    places = [Place(unit, waiting.get(unit.pk, 0)) for unit in units if unit.closed_on is None]
    return sorted(places, key=lambda place: (-place.waiting, place.unit.code))


def _kept(unit: Unit | None, day: date | None, as_list: bool) -> dict[str, str]:
    """What the page's own links keep of its address: all of it, and without the one part that each changes."""
    parts = {
        "unit": unit.code if unit else "",
        "day": day.isoformat() if day else "",
        "view": "list" if as_list else "",
    }
    shown = {name: value for name, value in parts.items() if value}
    kept = {"all": urlencode(shown)}
    for left_out in parts:
        kept[left_out] = urlencode({name: value for name, value in shown.items() if name != left_out})
    return kept


def _board(
    unit: Unit, hands: list[read.Hand], found: list[read.Waiting], day: date, now: datetime, number: str
) -> dict[str, Any]:
    """The order in front (the one asked for, else the most urgent) with who could go, and the board."""
    front = next((row for row in found if row.order.number == number), found[0] if found else None)
    due_at = front.clock.due_at if front and front.clock else None
    chances: list[board_read.Chance] = []
    if front is not None:
        offered = board_read.windows_on(front, day_start(unit.pk, day), now)
        chances = board_read.chances(front, hands, offered, day)
    able = front is not None and not front.assess_first
    best = next((chance for chance in chances if chance.window and able), None)
    return {
        "front": front,
        "best": best,
        "send": Offered(best.window, due_at=due_at) if best and best.window else None,
        "others": [chance for chance in chances if chance is not best],
        "board": board_of(unit.pk, hands, day, now, best),
    }


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
