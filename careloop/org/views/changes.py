"""What is changed about people: each a form on a sheet and one call into an action."""

from typing import Any

from django import forms as plain
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import forms, permissions
from careloop.org.actions import account
from careloop.org.actions import people as actions
from careloop.org.models import Holding, Person, Unit
from careloop.org.queries.people import local_day
from careloop.org.views.people import seen

MANAGE = permissions.MANAGE_PEOPLE.code
BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
def add(request: Request) -> HttpResponse:
    actor = request.actor
    if not actor.may(MANAGE):
        raise NotAllowed
    initial = {"language": get_language()}
    form = forms.PersonAdd(request.POST or None, units=_units(actor), initial=initial)

    def act() -> None:
        actions.add(**form.cleaned_data, actor=actor, at=request.now)

    return sheet(request, form, act, title=_("Add a person"), button=_("Add"), back=reverse("org:people"))


@login_required
@require_http_methods(BOTH)
def appoint(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    initial = {"unit": person.unit, "from_on": local_day(person.unit_id, request.now)}
    form = forms.Appoint(request.POST or None, units=_units(request.actor), initial=initial)
    return _sheet(request, person, form, actions.appoint, _("Appoint"), _("Appoint"))


@login_required
@require_http_methods(BOTH)
def deputise(request: Request, username: str, id: int) -> HttpResponse:
    person, holding = _held(request.actor, username, id)
    people = Person.objects.visible_to(request.actor).filter(is_active=True).exclude(pk=person.pk)
    initial = {"from_on": local_day(person.unit_id, request.now)}
    form = forms.Deputise(request.POST or None, people=people, initial=initial)
    return _sheet(request, person, form, actions.deputise, _("Name a deputy"), _("Name"), row=holding)


@login_required
@require_http_methods(BOTH)
def relieve(request: Request, username: str, id: int) -> HttpResponse:
    person, holding = _held(request.actor, username, id)
    form = forms.Relieve(request.POST or None, begun_on=holding.from_on)
    return _sheet(request, person, form, actions.relieve, _("End the post"), _("End"), row=holding)


@login_required
@require_http_methods(BOTH)
def qualify(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    form = forms.Qualify(request.POST or None)
    return _sheet(request, person, form, actions.qualify, _("A skill"), _("Keep"))


@login_required
@require_http_methods(BOTH)
def be_absent(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    form = forms.BeAbsent(request.POST or None)
    return _sheet(request, person, form, actions.be_absent, _("An absence"), _("Keep"))


@login_required
@require_http_methods(BOTH)
def change(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    initial = forms.PersonChange.so_far(person)
    form = forms.PersonChange(request.POST or None, units=_units(request.actor), initial=initial)
    return _sheet(request, person, form, account.change, _("Change the person"), _("Save"))


@login_required
@require_http_methods(BOTH)
def give_password(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    form = forms.PasswordGive(request.POST or None)
    return _sheet(request, person, form, account.give_password, _("A new password"), _("Give"))


@login_required
@require_http_methods(BOTH)
def leave(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    lead = _(
        "%(name)s can no longer sign in; posts and tokens end today. What was done stays under the name."
    )
    form = plain.Form(request.POST if request.method == "POST" else None)
    told = lead % {"name": person.name}
    return _sheet(request, person, form, account.leave, _("End the work here"), _("End"), lead=told)


@login_required
@require_http_methods(BOTH)
def come_back(request: Request, username: str) -> HttpResponse:
    person = _managed(request.actor, username)
    lead = _("%(name)s may sign in again, and holds no post until appointed.") % {"name": person.name}
    form = plain.Form(request.POST if request.method == "POST" else None)
    return _sheet(request, person, form, account.come_back, _("Take back"), _("Take back"), lead=lead)


def _sheet(
    request: Request,
    person: Person,
    form: Any,
    verb: Any,
    title: str,
    button: str,
    row: Any = None,
    lead: str = "",
) -> HttpResponse:
    def act() -> None:
        verb(row or person, **form.cleaned_data, actor=request.actor, at=request.now)

    lead = lead or (f"{row.post} · {person.name}" if row else person.name)
    back = reverse("org:person", args=[person.username])
    return sheet(request, form, act, title=title, button=button, lead=lead, back=back)


def _units(actor: Actor) -> QuerySet[Unit]:
    units = actor.units(MANAGE)
    rows = Unit.objects.filter(closed_on=None)
    return rows if units is None else rows.filter(pk__in=units)


def _managed(actor: Actor, username: str) -> Person:
    person = seen(actor, username)
    if not actor.may(MANAGE, person.unit_id):
        raise NotAllowed
    return person


def _held(actor: Actor, username: str, id: int) -> tuple[Person, Holding]:
    person = seen(actor, username)
    holding = get_object_or_404(person.holdings.select_related("post", "unit", "person"), pk=id)
    if not actor.may(MANAGE, holding.unit_id):
        raise NotAllowed
    return person, holding
