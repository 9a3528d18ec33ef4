"""People: the list, one person with posts, skills and absences, and who may do what by which post."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.permission import Permission, all_permissions
from careloop.kit.pages import Button, Column, FlagFilter, ListPage, RowFilter
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.models import Holding, Person, PersonSkill, Post, Unit
from careloop.org.queries.people import local_day
from careloop.org.views.rules import GROUPS

SEE = permissions.SEE_PEOPLE.code
MANAGE = permissions.MANAGE_PEOPLE.code


def units_seen(actor: Actor) -> QuerySet[Unit]:
    units = actor.units(SEE)
    return Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)


class PeopleList(ListPage):
    name = "org.people"
    title = _("People and posts")
    model = Person
    capability = SEE
    searched_by = _("name or user name")
    columns = (
        Column("name", _("Name"), link=True, sort="name"),
        Column("posts", _("Post"), template="org/cells/posts.html"),
        Column("unit", _("Unit")),
        Column("skills", _("Skills"), template="org/cells/skills.html"),
        Column("username", _("User name"), mono=True, sort="username"),
        Column("is_active", _("Active"), template="org/cells/active.html", right=True),
    )
    on_phone = {
        "name": "subject",
        "posts": "line",
        "unit": "line",
        "is_active": "state",
        "username": "number",
    }
    filters = (
        RowFilter("unit", _("Unit"), units_seen),
        FlagFilter("active", _("Active"), Q(is_active=True)),
    )
    order = ("name", "id")
    buttons = (
        Button(_("What each post may do"), "org:posts"),
        Button(_("Add a person"), "org:person-add", MANAGE, main=True),
    )

    def rows(self, actor: Actor) -> QuerySet[Person]:
        holdings = Holding.objects.select_related("post", "unit").order_by("post__order", "id")
        skills = PersonSkill.objects.select_related("skill")
        rows = Person.objects.visible_to(actor).select_related("unit")
        return rows.prefetch_related(Prefetch("holdings", holdings), Prefetch("skills", skills))

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(name__icontains=text) | Q(username__icontains=text))

    def url(self, row: Person) -> str:
        return reverse("org:person", args=[row.username])


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is held: now, later or no longer."""

    holding: Holding
    state: str
    may_manage: bool


@login_required
@require_safe
def page(request: Request, username: str) -> HttpResponse:
    person = seen(request.actor, username)
    today = local_day(person.unit_id, request.now)
    holdings = person.holdings.select_related("post", "unit", "deputy_for").order_by("-from_on", "id")
    context = {
        "person": person,
        "held": [_held(each, today, request.actor) for each in holdings],
        "skills": list(person.skills.select_related("skill")),
        "absences": list(person.absences.filter(until_at__gte=request.now)),
        "may_manage": request.actor.may(MANAGE, person.unit_id),
        "today": today,
    }
    return render(request, "org/person.html", context)


@login_required
@require_safe
def posts(request: Request) -> HttpResponse:
    """Post by capability, with the sentence of each: the table that the whole house asks."""
    if not request.actor.may(SEE):
        raise Http404
    columns = list(Post.objects.all())
    grouped = groupby(all_permissions(), key=lambda p: p.code.split(".")[0])
    groups = [(_word(name), [_row(each, columns) for each in found]) for name, found in grouped]
    context = {"posts": columns, "groups": groups, "may_manage": request.actor.may(MANAGE)}
    return render(request, "org/posts.html", context)


def seen(actor: Actor, username: str) -> Person:
    """A person whom the actor may see; everybody sees themselves."""
    rows = Person.objects.visible_to(actor).select_related("unit")
    return get_object_or_404(rows, username=username)


def _held(holding: Holding, today: date, actor: Actor) -> Held:
    over = holding.until_on is not None and holding.until_on <= today
    state = "past" if over else "coming" if holding.from_on > today else "now"
    return Held(holding, state, actor.may(MANAGE, holding.unit_id))


def _row(permission: Permission, columns: list[Post]) -> tuple[Any, str, list[bool]]:
    return permission.sentence, permission.code, [permission.code in post.capabilities for post in columns]


def _word(name: str) -> Any:
    more = {
        "org": _("Organisation"),
        "rules": _("Rules"),
        "catch_up": _("Everywhere"),
        "journal": _("Journal"),
    }
    return GROUPS.get(name) or more.get(name) or name
