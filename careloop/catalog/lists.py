"""The lists of the catalogue, declared once for the pages and the API. Everybody who works here may see them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.catalog import permissions
from careloop.catalog.models import Family, FaultCode, LabourOperation, ProductModel
from careloop.catalog.queries import family_path
from careloop.catalog.rules import fold
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.names import named
from careloop.kit.pages import Button, ChoiceFilter, Column, Empty, FlagFilter, ListPage, RowFilter

MANAGE = permissions.MANAGE.code
ADD_FAMILY = Button(_("Add a family"), "catalog:family-add", MANAGE, main=True)
ADD_MODEL = Button(_("Add a model"), "catalog:model-add", MANAGE, main=True)
ADD_FAULT = Button(_("Add a fault code"), "catalog:fault-add", MANAGE, main=True)
ADD_LABOUR = Button(_("Add a labour operation"), "catalog:labour-add", MANAGE, main=True)
IMPORT_MODELS = Button(_("Import"), "catalog:import-models", MANAGE)
IMPORT_FAULTS = Button(_("Import"), "catalog:import-faults", MANAGE)
OF_FAMILY = RowFilter("family", _("Family"), lambda _actor: Family.objects.all())


class FamilyList(ListPage):
    name = "catalog.families"
    title = _("Product families")
    model = Family
    searched_by = _("code or name")
    columns = (
        Column("names", _("Family"), value=lambda row: family_path(row.pk), link=True),
        Column("code", _("Code"), mono=True, sort="code"),
        Column("skill", _("Skill")),
        Column("model_count", _("Models"), right=True),
    )
    order = ("code",)
    buttons = (ADD_FAMILY,)
    empty = Empty(
        _("No families yet"),
        _("A family says which skill its repair asks for and how long it is free."),
        ADD_FAMILY,
    )

    def rows(self, actor: Actor) -> QuerySet[Family]:
        rows = Family.objects.visible_to(actor).select_related("skill", "parent")
        return rows.annotate(model_count=Count("models"))

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(code__icontains=text) | named(text))

    def url(self, row: Family) -> str:
        return reverse("catalog:family", args=[row.pk])

    def serialize(self, row: Any) -> dict[str, Any]:
        return {
            "code": row.code,
            "names": row.names,
            "parent": row.parent.code if row.parent else None,
            "skill": row.skill.code if row.skill else None,
        }


class ModelList(ListPage):
    name = "catalog.models"
    title = _("Product models")
    model = ProductModel
    searched_by = _("code or name")
    columns = (
        Column("code", _("Model"), link=True, mono=True, sort="code"),
        Column("names", _("Name")),
        Column("family", _("Family")),
        Column("brand", _("Brand")),
        Column("discontinued_on", _("Discontinued on"), right=True),
    )
    filters = (OF_FAMILY, FlagFilter("sold", _("Still sold"), Q(discontinued_on=None)))
    order = ("code",)
    buttons = (IMPORT_MODELS, ADD_MODEL)
    empty = Empty(
        _("No models yet"), _("They can be typed one by one, or come from a table that you have."), ADD_MODEL
    )

    def rows(self, actor: Actor) -> QuerySet[ProductModel]:
        return ProductModel.objects.visible_to(actor).select_related("family", "brand")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        for word in fold(text).split():
            rows = rows.filter(search__contains=word)
        return rows

    def url(self, row: ProductModel) -> str:
        return reverse("catalog:model", args=[row.pk])

    def serialize(self, row: Any) -> dict[str, Any]:
        return {
            "code": row.code,
            "names": row.names,
            "family": row.family.code,
            "brand": row.brand.name if row.brand else None,
            "discontinued_on": row.discontinued_on,
        }


class FaultList(ListPage):
    name = "catalog.faults"
    title = _("Fault codes")
    model = FaultCode
    searched_by = _("code or name")
    columns = (
        Column("names", _("Fault"), link=True),
        Column("kind", _("Kind")),
        Column("code", _("Code"), mono=True, sort="code"),
        Column("family", _("Family"), value=lambda row: row.family or _("All families")),
        Column("parent", _("Part of")),
    )
    filters = (ChoiceFilter("kind", _("Kind"), FaultCode.Kind.choices), OF_FAMILY)
    order = ("kind", "code", "id")
    buttons = (IMPORT_FAULTS, ADD_FAULT)
    empty = Empty(
        _("No fault codes yet"),
        _("What customers see, why it is so and what was done, to be counted later."),
        ADD_FAULT,
    )

    def rows(self, actor: Actor) -> QuerySet[FaultCode]:
        return FaultCode.objects.visible_to(actor).select_related("family", "parent")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(code__icontains=text) | named(text))

    def url(self, row: FaultCode) -> str:
        return reverse("catalog:fault", args=[row.pk])

    def serialize(self, row: Any) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "code": row.code,
            "names": row.names,
            "family": row.family.code if row.family else None,
            "parent": row.parent.code if row.parent else None,
        }


class LabourList(ListPage):
    name = "catalog.labour"
    title = _("Labour operations")
    model = LabourOperation
    searched_by = _("code or name")
    columns = (
        Column("names", _("Operation"), link=True),
        Column("code", _("Code"), mono=True, sort="code"),
        Column("family", _("Family"), value=lambda row: row.family or _("All families")),
        Column("minutes", _("Minutes"), right=True),
        Column("price", _("Price without tax"), right=True),
        Column("from_on", _("Valid from"), sort="from_on", right=True),
    )
    filters = (OF_FAMILY,)
    order = ("code", "-from_on", "id")
    buttons = (ADD_LABOUR,)
    empty = Empty(
        _("No labour operations yet"), _("The price list of the work that customers pay."), ADD_LABOUR
    )

    def rows(self, actor: Actor) -> QuerySet[LabourOperation]:
        return LabourOperation.objects.visible_to(actor).select_related("family")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(Q(code__icontains=text) | named(text))

    def url(self, row: LabourOperation) -> str:
        return reverse("catalog:labour", args=[row.pk])
