"""The tree of units with their zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.actions import unit as actions
from careloop.org.forms import UnitAdd, ZoneAdd
from careloop.org.models import Person, Unit, Zone
from careloop.org.queries import TREE, zones_of

UNITS = permissions.MANAGE_UNITS


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
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, code: str) -> HttpResponse:
    """A unit below another."""
    parent = _managed(request.actor, code)
    initial: dict[str, Any] = {"calendar": parent.calendar_id, "time_zone": parent.time_zone}
    form = UnitAdd(request.POST or None, initial=initial)

    def act() -> None:
        facts = {name: form.cleaned_data[name] for name in ("address", "phone", "calendar", "time_zone")}
        actions.add(
            code=form.cleaned_data["code"],
            kind=form.cleaned_data["kind"],
            names=form.names(),
            parent=parent,
            actor=request.actor,
            at=request.now,
            **facts,
        )

    lead = _("below %(unit)s") % {"unit": parent}
    return sheet(
        request, form, act, title=_("Add a unit"), button=_("Add"), lead=lead, back=reverse("org:units")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_zone(request: Request, code: str) -> HttpResponse:
    unit = _managed(request.actor, code)
    form = ZoneAdd(request.POST or None)

    def act() -> None:
        actions.add_zone(
            unit,
            kind=form.cleaned_data["kind"],
            names=form.names(),
            words=form.cleaned_data["words"],
            actor=request.actor,
            at=request.now,
        )

    return sheet(
        request, form, act, title=_("Add a zone"), button=_("Add"), lead=str(unit), back=reverse("org:units")
    )


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
