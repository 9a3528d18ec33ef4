"""What is asked of the register and of the figures: which unit, which days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures import Period
from careloop.kit.ui.fields import DayField
from careloop.org.models import Unit

DAY = timedelta(days=1)
# As far as a table by months can be read.
MOST_DAYS = 731


def units_reported(actor: Actor) -> Any:
    units = actor.units("service.reports")
    return Unit.objects.all() if units is None else Unit.objects.filter(pk__in=units)


def a_day(label: Any) -> DayField:
    return DayField(label=label, required=False, input_formats=["%Y-%m-%d"])


def _month_before(first: date) -> date:
    return (first - DAY).replace(day=1)


class RegisterForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=None)
    on = a_day(_("Day"))

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        asked = data.copy()
        asked.setdefault("unit", str(actor.unit_id))
        asked.setdefault("on", today.isoformat())
        super().__init__(asked)
        self.fields["unit"].queryset = units_reported(actor)  # type: ignore[attr-defined]
        self.today = today

    @property
    def on_day(self) -> date:
        """The day asked for; today where none is, or none that can be read."""
        return self.cleaned_data.get("on") or self.today


class ReportForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units")
    )
    from_on = a_day(_("From"))
    to_on = a_day(_("To and including"))

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        asked = data.copy()
        first = _month_before(_month_before(today.replace(day=1)))
        asked.setdefault("from_on", first.isoformat())
        asked.setdefault("to_on", today.isoformat())
        super().__init__(asked)
        self.fields["unit"].queryset = units_reported(actor)  # type: ignore[attr-defined]
        self.usual = Period(first, today + DAY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The period ends before it begins."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("to_on", _("Choose two years at most."))
        return cleaned

    @property
    def period(self) -> Period:
        """What was asked for; the usual period where that cannot be."""
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        return Period(first, last + DAY) if first and last else self.usual
