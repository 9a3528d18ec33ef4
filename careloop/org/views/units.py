"""The tree of units with their zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.actions import unit as actions
from careloop.org.forms import UnitAdd, UnitChange, ZoneForm
from careloop.org.models import Person, Unit, Zone
from careloop.org.queries import TREE, zones_of

UNITS = permissions.MANAGE_UNITS
BOTH = ["GET", "HEAD", "POST"]
TREE_PAGE = reverse_lazy("org:units")


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit as a line of the tree, so many levels below the top."""

    unit: Unit
    level: int
    zones: list[Zone]
    people: int
    may_manage: bool


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    actor = request.actor
    if not actor.may(permissions.SEE_PEOPLE.code):
        raise Http404
    held = Person.objects.filter(is_active=True).values_list("unit_id").annotate(Count("id")).order_by()
    people: dict[int, int] = dict(held)
    tree = list(_branches(None, 0, actor, people))
    context = {"tree": tree, "may_add": actor.may(UNITS.code), "own": actor.unit_id}
    return render(request, "org/units.html", context)


@login_required
@require_http_methods(BOTH)
def add(request: Request, code: str) -> HttpResponse:
    """A unit below another."""
    parent = _managed(request.actor, code)
    initial: dict[str, Any] = {"calendar": parent.calendar_id, "time_zone": parent.time_zone}
    form = UnitAdd(request.POST or None, initial=initial)

    def act() -> None:
        actions.add(**form.facts(), parent=parent, actor=request.actor, at=request.now)

    lead = _("below %(unit)s") % {"unit": parent}
    return sheet(request, form, act, title=_("Add a unit"), button=_("Add"), lead=lead, back=TREE_PAGE)


@login_required
@require_http_methods(BOTH)
def change(request: Request, code: str) -> HttpResponse:
    unit = _managed(request.actor, code)
    facts = ("names", "address", "phone", "calendar", "time_zone")
    initial = {name: getattr(unit, name) for name in facts}
    form = UnitChange(request.POST or None, initial=initial)

    def act() -> None:
        actions.change(unit, **form.facts(), actor=request.actor, at=request.now)

    return sheet(
        request, form, act, title=_("Change the unit"), button=_("Save"), lead=str(unit), back=TREE_PAGE
    )


@login_required
@require_http_methods(BOTH)
def close(request: Request, code: str) -> HttpResponse:
    unit = _managed(request.actor, code)

    def act() -> None:
        actions.close(unit, actor=request.actor, at=request.now)

    lead = _("%(unit)s takes no new work any more. What was done there stays.") % {"unit": unit}
    form = forms.Form(request.POST if request.method == "POST" else None)
    return sheet(request, form, act, title=_("Close the unit"), button=_("Close"), lead=lead, back=TREE_PAGE)


@login_required
@require_http_methods(BOTH)
def add_zone(request: Request, code: str) -> HttpResponse:
    unit = _managed(request.actor, code)
    form = ZoneForm(request.POST or None)

    def act() -> None:
        actions.add_zone(unit, **form.facts(), actor=request.actor, at=request.now)

    return sheet(request, form, act, title=_("Add a zone"), button=_("Add"), lead=str(unit), back=TREE_PAGE)


@login_required
@require_http_methods(BOTH)
def change_zone(request: Request, code: str, id: int) -> HttpResponse:
    zone = _zone(request.actor, code, id)
    form = ZoneForm(request.POST or None, initial=ZoneForm.so_far(zone))

    def act() -> None:
        actions.change_zone(zone, **form.facts(), actor=request.actor, at=request.now)

    return sheet(
        request, form, act, title=_("Change the zone"), button=_("Save"), lead=str(zone), back=TREE_PAGE
    )


@login_required
@require_http_methods(BOTH)
def remove_zone(request: Request, code: str, id: int) -> HttpResponse:
    zone = _zone(request.actor, code, id)

    def act() -> None:
        actions.remove_zone(zone, actor=request.actor, at=request.now)

    lead = _("Addresses of the zone %(zone)s stand in no zone afterwards.") % {"zone": zone}
    form = forms.Form(request.POST if request.method == "POST" else None)
    return sheet(
        request, form, act, title=_("Remove the zone"), button=_("Remove"), lead=lead, back=TREE_PAGE
    )


def _zone(actor: Actor, code: str, id: int) -> Zone:
    return get_object_or_404(Zone.objects.select_related("unit").filter(unit=_managed(actor, code)), pk=id)


def _managed(actor: Actor, code: str) -> Unit:
    unit = get_object_or_404(Unit.objects.select_related("calendar"), code=code)
    if not actor.may(permissions.SEE_PEOPLE.code):
        raise Http404
    if not actor.may(UNITS.code, unit.pk):
        raise NotAllowed
    return unit


def _branches(parent: int | None, level: int, actor: Actor, people: dict[int, int]) -> Iterator[Branch]:
    tree = TREE.get()
    for pk in sorted(tree.children.get(parent, ()), key=lambda each: tree.units[each].code):
        unit = tree.units[pk]
        may = actor.may(UNITS.code, pk)
        yield Branch(unit, level, zones_of(pk), people.get(pk, 0), may)
        yield from _branches(pk, level + 1, actor, people)
