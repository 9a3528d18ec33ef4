"""The lists of org: people, skills, and for programs units and zones with their codes."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.names import named
from careloop.kit.pages import Button, ChoiceFilter, Column, Empty, FlagFilter, ListPage, RowFilter
from careloop.org import permissions
from careloop.org.models import Holding, Person, PersonSkill, Skill, Unit, Zone

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
        Button(_("Skills"), "org:skills", MANAGE),
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

    def serialize(self, row: Any) -> dict[str, Any]:
        """Names only: how people are reached is nobody's concern but theirs."""
        return {"username": row.username, "name": row.name, "unit": row.unit.code, "active": row.is_active}


class SkillList(ListPage):
    name = "org.skills"
    title = _("Skills")
    model = Skill
    capability = MANAGE
    columns = (
        Column("names", _("Skill"), link=True),
        Column("code", _("Code"), mono=True, sort="code"),
        Column("people_count", _("People"), right=True),
    )
    order = ("code",)
    buttons = (Button(_("Add a skill"), "org:skill-add", MANAGE, main=True),)
    empty = Empty(
        _("No skills yet"),
        _("A product family asks for a skill; who has it can be sent."),
        Button(_("Add a skill"), "org:skill-add", MANAGE),
    )

    def rows(self, actor: Actor) -> QuerySet[Skill]:
        return Skill.objects.annotate(people_count=Count("people"))

    def url(self, row: Skill) -> str:
        return reverse("org:skill-rename", args=[row.code])


class UnitList(ListPage):
    name = "org.units"
    title = _("Units")
    model = Unit
    searched_by = _("code or name")
    columns = (Column("code", _("Code"), sort="code"), Column("names", _("Name")))
    filters = (
        ChoiceFilter("kind", _("Kind"), Unit.Kind.choices),
        FlagFilter("open", _("Open"), Q(closed_on=None)),
    )
    order = ("code",)

    def rows(self, actor: Actor) -> QuerySet[Unit]:
        return Unit.objects.select_related("parent")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(code__icontains=text) | named(text))

    def serialize(self, row: Any) -> dict[str, Any]:
        return {
            "code": row.code,
            "kind": row.kind,
            "names": row.names,
            "parent": row.parent.code if row.parent else None,
            "address": row.address,
            "phone": row.phone,
            "time_zone": row.time_zone,
            "closed_on": row.closed_on,
        }


class ZoneList(ListPage):
    name = "org.zones"
    title = _("Zones")
    model = Zone
    columns = (Column("names", _("Name")),)
    filters = (
        ChoiceFilter("kind", _("Class"), Zone.Kind.choices),
        RowFilter("unit", _("Unit"), lambda _actor: Unit.objects.all()),
    )
    order = ("id",)

    def rows(self, actor: Actor) -> QuerySet[Zone]:
        return Zone.objects.select_related("unit")

    def serialize(self, row: Any) -> dict[str, Any]:
        return {
            "id": row.pk,
            "unit": row.unit.code,
            "kind": row.kind,
            "names": row.names,
            "words": row.words,
        }
