"""Days and weeks of the working calendar."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from careloop.kit.names.form import NamesForm
from careloop.kit.ui.fields import DayField
from careloop.org.forms.hours import HoursField
from careloop.org.models import Calendar


class SpecialDayForm(forms.Form):
    on = DayField(label=_("Day"))
    intervals = HoursField(
        label=_("Hours"), help_text=_("As in 09:00–12:00, 13:30–18:00; empty for a day off.")
    )
    label = forms.CharField(label=_("What it is called"), max_length=80, required=False)
    only_here = forms.BooleanField(label=_("Only for this unit"), required=False)


class WeekForm(forms.Form):
    """The hours of each weekday, from a day on."""

    from_on = DayField(label=_("From"))

    def __init__(self, *args: Any, week: dict[str, Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["from_on"].initial = today
        for day, name in WEEKDAYS.items():
            self.fields[f"day{day}"] = HoursField(label=name, initial=week.get(str(day), []))

    def clean_from_on(self) -> date:
        if self.cleaned_data["from_on"] < self.today:
            raise forms.ValidationError(
                _("A week holds from today or later: what has passed stays as it was.")
            )
        return self.cleaned_data["from_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[f"day{day}"] for day in WEEKDAYS):
            raise forms.ValidationError(
                _("A week needs hours on at least one day: no deadline would ever end.")
            )
        return cleaned

    def week(self) -> dict[str, list[list[str]]]:
        return {str(day): self.cleaned_data[f"day{day}"] for day in WEEKDAYS}


class CalendarChange(NamesForm):
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        help_text=_("Two letters, as in CN or ES; its public holidays are days off."),
    )
    region = forms.CharField(
        label=_("Region"), max_length=8, required=False, help_text=_("Where it has holidays of its own: MD.")
    )

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def clean_region(self) -> str:
        return self.cleaned_data["region"].strip().upper()


class CalendarAdd(CalendarChange):
    like = forms.ModelChoiceField(
        label=_("Begins with the hours of"), queryset=Calendar.objects.all(), empty_label=None
    )
