"""Product models and fault codes from a file: what is known by its code is changed, the rest is added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from careloop.catalog import permissions
from careloop.catalog.actions import fault as faults
from careloop.catalog.actions import model as models
from careloop.catalog.models import Family, FaultCode, ProductModel
from careloop.catalog.queries import FAMILIES, chain
from careloop.catalog.rules import fold
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.sheets import Column, Saved, Sheet, register
from careloop.kit.ui.fields import DayField

NAMES = {"name_en": "en", "name_zh_hans": "zh-hans", "name_zh_hant": "zh-hant", "name_es": "es"}


def _name(language: str) -> forms.CharField:
    return forms.CharField(label=format_lazy("{} ({})", _("Name"), language), max_length=80, required=False)


class NamedRow(forms.Form):
    """Empty names leave those that are known."""

    family = forms.CharField(label=_("Family"), max_length=80, help_text=_("Its code, or its name."))
    name_en = _name("English")
    name_zh_hans = _name("简体中文")
    name_zh_hant = _name("繁體中文")
    name_es = _name("español")

    def clean_family(self) -> Family | None:
        typed = fold(self.cleaned_data["family"])
        if not typed:
            return None
        for family in FAMILIES.get().values():
            if typed in {fold(family.code), *map(fold, family.names.values())}:
                return family
        raise forms.ValidationError(_("There is no family with this code or name."))


class ModelRow(NamedRow):
    code = forms.CharField(label=_("Model"), max_length=60)
    brand = forms.CharField(label=_("Brand"), max_length=80, required=False)
    discontinued_on = DayField(label=_("Discontinued on"), required=False)


class FaultRow(NamedRow):
    family = forms.CharField(
        label=_("Family"), max_length=80, required=False, help_text=_("Empty for all families.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FaultCode.Kind.choices)
    code = forms.SlugField(label=_("Code"), max_length=40)
    parent = forms.SlugField(label=_("Part of"), max_length=40, required=False, help_text=_("Its code."))


def save_model(cleaned: Mapping[str, Any], *, actor: Actor, at: datetime) -> Saved:
    known = (
        ProductModel.objects.select_related("brand", "family").filter(code__iexact=cleaned["code"]).first()
    )
    facts = {"family": cleaned["family"], "names": _names(cleaned, known)}
    if cleaned["discontinued_on"]:
        facts["discontinued_on"] = cleaned["discontinued_on"]
    if cleaned["brand"] and not (known and known.brand and fold(known.brand.name) == fold(cleaned["brand"])):
        facts["brand"] = cleaned["brand"]
    if known is None:
        return Saved("added", models.add(code=cleaned["code"], actor=actor, at=at, **facts).code)
    if _same(known, facts):
        return Saved("same", known.code)
    return Saved("changed", models.change(known, actor=actor, at=at, **facts).code)


def save_fault(cleaned: Mapping[str, Any], *, actor: Actor, at: datetime) -> Saved:
    own = {name: cleaned[name] for name in ("kind", "code", "family")}
    known = FaultCode.objects.select_related("parent").filter(**own).first()
    facts: dict[str, Any] = {"names": _names(cleaned, known)}
    if not facts["names"]:
        raise Unacceptable(errors={"name_en": [_("Say the name in one language at least.")]})
    if cleaned["parent"]:
        facts["parent"] = _parent(cleaned)
    if known is None:
        return Saved("added", faults.add(**own, **facts, actor=actor, at=at).code)
    if _same(known, facts):
        return Saved("same", known.code)
    return Saved("changed", faults.change(known, actor=actor, at=at, **facts).code)


def _parent(cleaned: Mapping[str, Any]) -> FaultCode:
    """The code of the nearest family; those without a family stand last."""
    near = chain(cleaned["family"].pk) if cleaned["family"] else []
    found = [
        row
        for row in FaultCode.objects.filter(kind=cleaned["kind"], code=cleaned["parent"])
        if row.family_id is None or row.family_id in near
    ]
    if not found:
        raise Unacceptable(errors={"parent": [_("There is no fault code of this kind with this code.")]})
    return min(found, key=lambda row: near.index(row.family_id) if row.family_id else len(near))


def _names(cleaned: Mapping[str, Any], known: Any) -> dict[str, str]:
    said = {language: cleaned[field] for field, language in NAMES.items() if cleaned[field]}
    return {**(known.names if known else {}), **said}


def _same(row: Any, facts: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in facts.items())


NAME_COLUMNS = (
    Column("name_en", ["name", "english name", "英文名称", "英文名稱"]),
    Column("name_zh_hans", ["名称", "中文名称", "产品名称"]),
    Column("name_zh_hant", ["名稱", "中文名稱", "產品名稱"]),
    Column("name_es", ["nombre", "nombre en español"]),
)

MODELS = Sheet(
    name="catalog.models",
    title=_("Product models"),
    hint=_("Known by their code. Families must be there already; new brands are added."),
    form=ModelRow,
    columns=(
        Column("code", ["型号", "型號", "modelo", "model", "产品型号", "產品型號", "code"]),
        Column("family", ["产品类别", "类别", "產品類別", "類別", "familia", "category"]),
        Column("brand", ["品牌", "marca"]),
        *NAME_COLUMNS,
        Column("discontinued_on", ["停产日期", "停產日期", "descatalogado", "end of sale"]),
    ),
    key=("code",),
    save=save_model,
    capability=permissions.MANAGE.code,
)

FAULTS = Sheet(
    name="catalog.faults",
    title=_("Fault codes"),
    hint=_("Known by kind, code and family. A code that others are part of stands above them in the file."),
    form=FaultRow,
    columns=(
        Column("kind", ["类型", "類型", "tipo"]),
        Column("code", ["代码", "代碼", "código"]),
        *NAME_COLUMNS,
        Column("family", ["产品类别", "类别", "產品類別", "類別", "familia"]),
        Column("parent", ["上级代码", "上層代碼", "parte de", "parent"]),
    ),
    key=("kind", "code", "family"),
    save=save_fault,
    capability=permissions.MANAGE.code,
)

for _sheet in (MODELS, FAULTS):
    register(_sheet)
