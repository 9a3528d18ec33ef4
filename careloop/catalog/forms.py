"""What is typed of products, faults and prices, cleaned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models import Family, FaultCode, LabourOperation, ProductModel
from careloop.kit.names.form import NamesForm
from careloop.kit.ui.fields import DayField
from careloop.org.models import Skill


def _family(label: Any, **more: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Family.objects.all(), to_field_name="code", required=False, **more
    )


class FamilyForm(NamesForm):
    code = forms.SlugField(
        label=_("Code"),
        max_length=40,
        help_text=_("Letters, digits and hyphens; programs and files name it."),
    )
    parent = _family(_("Part of"))
    skill = forms.ModelChoiceField(
        label=_("Skill"),
        queryset=Skill.objects.all(),
        to_field_name="code",
        required=False,
        help_text=_("Who is sent must have it. Empty: the one of the family above."),
    )
    first_fields = ("code",)

    @staticmethod
    def so_far(row: Family) -> dict[str, Any]:
        return {
            "code": row.code,
            "names": row.names,
            "parent": row.parent and row.parent.code,
            "skill": row.skill and row.skill.code,
        }


class ModelForm(NamesForm):
    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("As it stands on the type plate."))
    family = forms.ModelChoiceField(label=_("Family"), queryset=Family.objects.all(), to_field_name="code")
    brand = forms.CharField(
        label=_("Brand"), max_length=80, required=False, help_text=_("A new one is added by its name.")
    )
    discontinued_on = DayField(
        label=_("Discontinued on"), required=False, help_text=_("Empty while it is sold.")
    )
    first_fields = ("code", "family", "brand")
    names_required = False

    @staticmethod
    def so_far(row: ProductModel) -> dict[str, Any]:
        return {
            "code": row.code,
            "names": row.names,
            "family": row.family.code,
            "brand": row.brand and row.brand.name,
            "discontinued_on": row.discontinued_on,
        }


class FaultChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_kind_display()} · {obj} ({obj.code})"


class FaultForm(NamesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=FaultCode.Kind.choices, widget=forms.RadioSelect)
    code = forms.SlugField(label=_("Code"), max_length=40)
    family = _family(_("Family"), empty_label=_("All families"))
    parent = FaultChoice(
        label=_("Part of"),
        queryset=FaultCode.objects.all(),
        required=False,
        help_text=_("Of the same kind, and of the same family or one above."),
    )
    first_fields = ("kind", "code")

    @staticmethod
    def so_far(row: FaultCode) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "code": row.code,
            "names": row.names,
            "family": row.family and row.family.code,
            "parent": row.parent_id,
        }


class LabourForm(NamesForm):
    code = forms.CharField(label=_("Code"), max_length=40)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=10_000)
    price = forms.DecimalField(label=_("Price without tax"), min_value=0, max_digits=12, decimal_places=2)
    from_on = DayField(
        label=_("Valid from"),
        help_text=_("What was done before keeps the price of its day."),
    )
    family = _family(_("Family"), empty_label=_("All families"))
    first_fields = ("code",)

    @staticmethod
    def so_far(row: LabourOperation) -> dict[str, Any]:
        return {
            "code": row.code,
            "names": row.names,
            "minutes": row.minutes,
            "price": row.price,
            "from_on": row.from_on,
            "family": row.family and row.family.code,
        }
