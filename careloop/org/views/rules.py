"""The values of the regulation: in force, where from, who changed them and why; and changing one."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from careloop.kit import resolvers
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.kit.rules import Value, all_values, find, lookup, units
from careloop.kit.rules.actions import value as actions
from careloop.kit.rules.models import Override
from careloop.org import permissions
from careloop.org.forms import RuleChange
from careloop.org.forms.ladder import RUNGS, is_ladder
from careloop.org.models import Unit

GROUPS = {
    "service": gettext_lazy("Service"),
    "tasks": gettext_lazy("Tasks"),
    "customers": gettext_lazy("Customers"),
    "portal": gettext_lazy("Home pages"),
    "catalog": gettext_lazy("Catalogue"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """An override as it is told."""

    override: Override
    said: list[str]
    where: str
    who: str
    post: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule with what holds now in the whole company, and what else was set."""

    rule: Value
    sentence: str
    unit: str
    said: list[str]
    changes: list[Change]

    @property
    def url(self) -> str:
        return reverse("org:rule", args=[self.rule.name])

    @property
    def domain(self) -> str:
        return self.rule.name.split(".")[0]

    @property
    def last(self) -> Change | None:
        """The change that holds now everywhere, if any does."""
        return next((c for c in self.changes if c.state == "now" and c.override.unit_id is None), None)

    @property
    def coming(self) -> Change | None:
        return next((c for c in reversed(self.changes) if c.state == "coming"), None)

    @property
    def elsewhere(self) -> int:
        """In how many units another value holds."""
        return len({c.override.unit_id for c in self.changes if c.override.unit_id and c.state == "now"})


@login_required
@require_safe
def listing(request: Request) -> HttpResponse:
    shown = sorted((_shown(rule, request.now) for rule in all_values()), key=_place)
    groups = [(_group(name), list(each)) for name, each in groupby(shown, lambda s: s.domain)]
    may = request.actor.may(permissions.APPROVE_RULES.code)
    context = {"groups": groups, "may_change": may, "may_manage": _keeps(request.actor)}
    return render(request, "org/rules.html", context)


@login_required
@require_safe
def page(request: Request, name: str) -> HttpResponse:
    shown = _shown(_rule(name), request.now)
    context = {
        "shown": shown,
        "default": said(shown.rule.default),
        "may_change": request.actor.may(permissions.APPROVE_RULES.code),
        "may_manage": _keeps(request.actor),
    }
    return render(request, "org/rule.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, name: str) -> HttpResponse:
    rule, actor, now = _rule(name), request.actor, request.now
    if not actor.may(permissions.APPROVE_RULES.code):
        raise NotAllowed
    units, in_force = _units(actor), lookup.value(name, now)
    everywhere = actor.units(permissions.APPROVE_RULES.code) is None
    form = RuleChange(request.POST or None, rule=rule, in_force=in_force, where=units, everywhere=everywhere)

    def act() -> None:
        told = form.cleaned_data
        actions.set(
            name,
            value=told["value"],
            from_at=told["from_at"] or now,
            reason=told["reason"],
            unit_id=told["unit"].pk if told["unit"] else None,
            actor=actor,
            at=now,
        )

    return sheet(
        request, form, act,
        title=_("Change the rule"), button=_("Put into force"), lead=_(rule.sentence),
        back=reverse("org:rule", args=[name]),
    )  # fmt: skip


def _keeps(actor: Actor) -> bool:
    """Whoever looks after the installation also sees the names that the console uses."""
    return actor.may(permissions.MANAGE_UNITS.code)


def said(value: Any) -> list[str]:
    """A value as people read it: one line, or one for each row of a table."""
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if is_ladder(value):
        return [_rung(*row) for row in value]
    if isinstance(value, list):
        return [str(row) for row in value]
    if isinstance(value, dict):
        return [_("%(name)s: %(value)s") % {"name": key, "value": each} for key, each in value.items()]
    return [str(value) if isinstance(value, str) else number_format(value)]


def _rung(alarm: str, post: str, minutes: int) -> str:
    """A row of a ladder: when which post is told."""
    if minutes < 0:
        when = _("%(n)s min before") % {"n": -minutes}
    else:
        when = _("%(n)s min after") % {"n": minutes} if minutes else _("at the deadline")
    told = RUNGS[alarm] % {"post": resolvers.post_name(post)}
    return _("%(name)s: %(value)s") % {"name": when, "value": told}


def _rule(name: str) -> Value:
    try:
        return find(name)
    except KeyError:
        raise Http404(name) from None


def _units(actor: Actor) -> QuerySet[Unit]:
    units = actor.units(permissions.APPROVE_RULES.code)
    rows = Unit.objects.filter(closed_on=None)
    return rows if units is None else rows.filter(pk__in=units)


def _shown(rule: Value, now: datetime) -> Shown:
    changes = lookup.history(rule.name)
    return Shown(
        rule=rule,
        sentence=_(rule.sentence),
        unit="" if rule.unit == units.YES_OR_NO or is_ladder(rule.default) else pgettext("unit", rule.unit),
        said=said(lookup.value(rule.name, now)),
        changes=_changes(changes, now),
    )


def _changes(overrides: list[Override], now: datetime) -> list[Change]:
    """The youngest first; only the youngest begun one of each place holds now."""
    if not overrides:
        return []
    people = resolvers.person_names({each.approved_by_id for each in overrides})
    units = resolvers.unit_names({each.unit_id for each in overrides if each.unit_id})
    held: set[int | None] = set()
    told = []
    for each in overrides:
        state = "coming" if each.from_at > now else "past" if each.unit_id in held else "now"
        if state == "now":
            held.add(each.unit_id)
        told.append(
            Change(
                override=each,
                said=said(each.value),
                where=units.get(each.unit_id, "") if each.unit_id else _("Everywhere"),
                who=people.get(each.approved_by_id, ""),
                post=resolvers.post_name(each.approved_post) if each.approved_post else "",
                state=state,
            )
        )
    return told


def _place(shown: Shown) -> tuple[int, str]:
    """Domains in the order of the day's work."""
    known = list(GROUPS)
    return known.index(shown.domain) if shown.domain in known else len(known), shown.rule.name


def _group(name: str) -> str:
    """The domain's name as people say it."""
    if name in GROUPS:
        return str(GROUPS[name])
    return str(apps.get_app_config(name).verbose_name) if apps.is_installed(f"careloop.{name}") else name
