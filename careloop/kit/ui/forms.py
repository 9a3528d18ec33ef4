"""How Django's forms are drawn: label above, help below, the error at its field."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceField
from django.forms.renderers import DjangoTemplates

MANY = 12
# Django's words for no choice, in the menus of rows.
DASHES = "---------"
UNDRESSED = {"hidden", "range", "color"}


class DrawnField(BoundField):
    """Gives each widget its look and the input type that brings the right keyboard or calendar."""

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        _type_for_the_browser(widget or self.field.widget)
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if getattr(self.field, "empty_label", None) == DASHES:
            self.field.empty_label = "—"  # type: ignore[attr-defined]
        if look := _look(widget):
            built["class"] = f"{look} {widget.attrs.get('class', '')} {built.get('class', '')}".strip()
        if _is_long(self.field, widget):
            built.setdefault("data-choose", True)
        # A placeholder that repeats the label is noise (allauth's forms have them).
        if str(widget.attrs.get("placeholder", "")) == str(self.label):
            widget.attrs.pop("placeholder", None)
        return built


class FieldRenderer(DjangoTemplates):
    """Finds our templates in the apps' `templates` and Django's own beside them."""

    form_template_name = "careloop/forms/form.html"
    field_template_name = "careloop/forms/field.html"
    bound_field_class = DrawnField


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)):
        return ""
    if isinstance(widget, forms.Select):
        return "form-select"
    return "" if getattr(widget, "input_type", "") in UNDRESSED else "form-control"


def _is_long(field: forms.Field, widget: forms.Widget) -> bool:
    if not isinstance(widget, forms.Select):
        return False
    # A model's choices are not counted: that would be a query of its own.
    return isinstance(field, ModelChoiceField) or (
        isinstance(widget.choices, list) and len(widget.choices) > MANY
    )


def _type_for_the_browser(widget: forms.Widget) -> None:
    """Dates and moments as the browser's own pickers want them, whatever the language."""
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        widget.template_name = "careloop/forms/picks.html"
    elif isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.TimeInput):
        widget.input_type, widget.format = "time", "%H:%M"
