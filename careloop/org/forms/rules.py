"""Changing a rule: the field for the value follows what kind of value the rule has."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.rules import Value, units
from careloop.kit.ui.fields import MomentField
from careloop.org.forms.ladder import LadderField, is_ladder
from careloop.org.models import Unit


class RuleChange(forms.Form):
    from_at = MomentField(label=_("From"), required=False, help_text=_("Left empty, from this moment on."))
    unit = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Unit.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("Everywhere"),
        help_text=_("A value of a unit wins there over the one of the company."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["value", "from_at", "unit", "reason"]

    def __init__(
        self, *args: Any, rule: Value, in_force: Any, where: Any, everywhere: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(rule, in_force)
        self.fields["unit"].queryset = where  # type: ignore[attr-defined]
        if not everywhere:
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = None  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


def value_field(rule: Value, in_force: Any) -> forms.Field:
    label, default = _("New value"), rule.default
    if isinstance(default, bool):
        answers = [("True", _("yes")), ("False", _("no"))]
        return forms.TypedChoiceField(
            label=label,
            choices=answers,
            coerce="True".__eq__,
            initial=str(in_force),
            widget=forms.RadioSelect,
        )
    least, most = units.BOUNDS.get(rule.unit, (0, 1_000_000))
    if isinstance(default, int):
        return forms.IntegerField(label=label, initial=in_force, min_value=least, max_value=most)
    if isinstance(default, Decimal):
        return forms.DecimalField(
            label=label, initial=in_force, min_value=least, max_value=most, max_digits=12, decimal_places=4
        )
    if isinstance(default, str):
        return forms.CharField(label=label, initial=in_force, max_length=300)
    if is_ladder(default):
        told = _("Minutes before the deadline with a minus, as in −90. An emptied line goes.")
        return LadderField(label=label, initial=in_force, help_text=told)
    return forms.JSONField(label=label, initial=in_force, widget=forms.Textarea(attrs={"rows": 6}))
