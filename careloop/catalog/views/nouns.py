"""The four kinds of master data: what the page of each says, and the form and verbs by which it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from careloop.catalog import forms
from careloop.catalog.actions import family, fault, labour, model
from careloop.catalog.models import Family, FaultCode, LabourOperation, ProductModel
from careloop.catalog.queries import FAMILIES, family_path, skill_of
from careloop.kit.names.form import NamesForm
from careloop.kit.pages import RelatedLink
from careloop.kit.ui import moments
from careloop.org.models import Skill

Facts = list[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Noun:
    """`name` is also that of its page; `again`: the button that adds a further line like this one."""

    name: str
    listed: str
    title: Any
    model: type[Model]
    form: type[NamesForm]
    verbs: ModuleType
    add_title: Any
    change_title: Any
    facts: Callable[[Any], Facts]
    links: Callable[[Any], list[RelatedLink]] = lambda _row: []
    with_rows: tuple[str, ...] = ()
    again: Any = ""

    def so_far(self, row: Any) -> dict[str, Any]:
        return self.form.so_far(row)  # type: ignore[attr-defined]


def _family_facts(row: Family) -> Facts:
    asked = skill_of(row.pk)
    skill = Skill.objects.filter(pk=asked).first() if asked else None
    inherited = skill and row.skill_id is None
    said = gettext("%(skill)s, from the family above") % {"skill": skill} if inherited else skill
    return [
        (gettext("Code"), row.code),
        (gettext("Part of"), family_path(row.parent_id) if row.parent_id else None),
        (gettext("Skill"), said),
    ]


def _family_links(row: Family) -> list[RelatedLink]:
    narrowed = f"?family={row.pk}"
    below = [each for each in FAMILIES.get().values() if each.parent_id == row.pk]
    return [
        RelatedLink(gettext("Models"), reverse("catalog:models") + narrowed, row.models.count()),
        RelatedLink(gettext("Fault codes"), reverse("catalog:faults") + narrowed, row.faults.count()),
        RelatedLink(gettext("Labour operations"), reverse("catalog:labours") + narrowed, row.labour.count()),
        *(RelatedLink(str(each), reverse("catalog:family", args=[each.pk])) for each in below),
    ]


def _model_facts(row: ProductModel) -> Facts:
    return [
        (gettext("Model"), row.code),
        (gettext("Family"), family_path(row.family_id)),
        (gettext("Brand"), row.brand),
        (gettext("Discontinued on"), row.discontinued_on and moments.day(row.discontinued_on)),
    ]


def _fault_facts(row: FaultCode) -> Facts:
    return [
        (gettext("Kind"), row.get_kind_display()),
        (gettext("Code"), row.code),
        (gettext("Family"), family_path(row.family_id) if row.family_id else gettext("All families")),
        (gettext("Part of"), row.parent),
    ]


def _labour_facts(row: LabourOperation) -> Facts:
    return [
        (gettext("Code"), row.code),
        (gettext("Family"), family_path(row.family_id) if row.family_id else gettext("All families")),
        (gettext("Minutes"), number_format(row.minutes)),
        (gettext("Price without tax"), number_format(row.price, 2, force_grouping=True)),
        (gettext("Valid from"), moments.plain_day(row.from_on)),
    ]


def _labour_links(row: LabourOperation) -> list[RelatedLink]:
    lines = LabourOperation.objects.filter(code=row.code).exclude(pk=row.pk).order_by("-from_on")
    return [
        RelatedLink(
            gettext("%(name)s: %(value)s")
            % {
                "name": moments.plain_day(each.from_on),
                "value": number_format(each.price, 2, force_grouping=True),
            },
            reverse("catalog:labour", args=[each.pk]),
        )
        for each in lines
    ]


NOUNS = (
    Noun(
        "family", "families", gettext_lazy("Product families"), Family, forms.FamilyForm, family,
        gettext_lazy("Add a family"), gettext_lazy("Change the family"),
        _family_facts, _family_links, ("skill", "parent"),
    ),
    Noun(
        "model", "models", gettext_lazy("Product models"), ProductModel, forms.ModelForm, model,
        gettext_lazy("Add a model"), gettext_lazy("Change the model"),
        _model_facts, with_rows=("family", "brand"),
    ),
    Noun(
        "fault", "faults", gettext_lazy("Fault codes"), FaultCode, forms.FaultForm, fault,
        gettext_lazy("Add a fault code"), gettext_lazy("Change the fault code"),
        _fault_facts, with_rows=("family", "parent"),
    ),
    Noun(
        "labour", "labours", gettext_lazy("Labour operations"), LabourOperation, forms.LabourForm, labour,
        gettext_lazy("Add a labour operation"), gettext_lazy("Change the labour operation"),
        _labour_facts, _labour_links, ("family",), again=gettext_lazy("New time or price"),
    ),
)  # fmt: skip
