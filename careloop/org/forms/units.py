"""Units and their zones."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.kit.names.form import NamesForm
from careloop.org.models import Calendar, Unit, Zone


class UnitChange(NamesForm):
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    calendar = forms.ModelChoiceField(label=_("Calendar"), queryset=Calendar.objects.all(), empty_label=None)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40, initial=settings.TIME_ZONE, help_text=_("As in Asia/Shanghai.")
    )

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone; one is called Asia/Shanghai."))
        return zone


class UnitAdd(UnitChange):
    code = forms.CharField(
        label=_("Code"),
        max_length=8,
        help_text=_("Capital letters and digits. It stands in every document number and never changes."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices, initial="branch")
    first_fields = ("code", "kind")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class ZoneForm(NamesForm):
    kind = forms.ChoiceField(
        label=_("Class"), choices=Zone.Kind.choices, widget=forms.RadioSelect, initial="town"
    )
    words = forms.CharField(
        label=_("Words of an address"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Districts, streets or postcodes by which the zone is proposed, with commas between."),
    )
    first_fields = ("kind",)

    @staticmethod
    def so_far(zone: Zone) -> dict[str, Any]:
        return {"kind": zone.kind, "names": zone.names, "words": ", ".join(zone.words)}

    def clean_words(self) -> list[str]:
        parts = re.split(r"[,;，；、\n]", self.cleaned_data["words"])
        return [part.strip() for part in parts if part.strip()]
