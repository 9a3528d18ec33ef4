"""How the fields of the call screen ask the server for more while they are filled in."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from careloop.service.forms.call import CallForm
from careloop.service.queries import intake
from careloop.service.views.call_given import Given

# What the server needs to know for its answers; the description stays here.
FACTS = (
    "phone", "customer", "device", "unit", "family", "model", "serial", "bought_on", "symptom", "address",
    "zone", "name", "customer_kind", "language",
)  # fmt: skip
INCLUDE = "#call [data-fact]"
TYPING = "input changed delay:400ms"


def dressed(form: CallForm, given: Given) -> CallForm:
    """The form with what its widgets need here; what they hold is left as it is."""
    for name in FACTS:
        form.fields[name].widget.attrs["data-fact"] = True
    _units(form, given)
    _zones(form, given)
    for name, piece, trigger in (
        ("unit", "side", "change"),
        ("family", "device", "change"),
        ("model", "device", "change"),
        ("bought_on", "side", "change"),
        ("symptom", "side", "change"),
        ("zone", "side", "change"),
        ("address", "zone", TYPING),
    ):
        form.fields[name].widget.attrs |= asking(piece, trigger)
    form.fields["family"].empty_label = "—"  # type: ignore[attr-defined]
    form.fields["symptom"].widget.attrs |= {"data-choose": True}
    form.fields["symptom"].widget.attrs.pop("data-search", None)
    form.fields["model"].widget.attrs |= {"list": "call-models", "autocomplete": "off"}
    form.fields["address"].widget.attrs |= {"list": "call-addresses", "autocomplete": "off"}
    form.fields["name"].widget.attrs |= {"autocomplete": "off"}
    form.fields["preferred_time"].widget.attrs |= {"list": "call-times", "autocomplete": "off"}
    return form


def asking(piece: str, trigger: str) -> dict[str, Any]:
    return {
        "hx-get": reverse(f"service:call-{piece}"),
        "hx-target": f"#call-{piece}",
        "hx-swap": "outerHTML settle:0",
        "hx-trigger": trigger,
        "hx-include": INCLUDE,
        "hx-sync": "#call-side:replace",
    }


def _units(form: CallForm, given: Given) -> None:
    choices = [(unit.code, str(unit)) for unit in given.units]
    form.fields["unit"].widget = forms.Select({"data-fact": True}, choices)


def _zones(form: CallForm, given: Given) -> None:
    choices: list[Any] = [("", _("not known: counts as town"))]
    for unit, zones in intake.zone_choices(given.unit):
        choices.append((unit, [(zone.pk, f"{zone} · {zone.get_kind_display()}") for zone in zones]))
    form.fields["zone"].choices = choices  # type: ignore[attr-defined]
