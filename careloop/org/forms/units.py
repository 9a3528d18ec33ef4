"""Units and their zones."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from careloop.org.models import Calendar, Unit, Zone


class NamesForm(forms.Form):
    """A name in each language of the company; the one of the reader is asked for, the others may follow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            own = code == get_language()
            label = _("Name (%(language)s)") % {"language": language}
            self.fields[_key(code)] = forms.CharField(label=label, max_length=80, required=own)
        own_key = _key(get_language() or "en")
        rest = [name for name in self.fields if name != own_key]
        self.order_fields([*self.first_fields, own_key, *rest])

    first_fields: tuple[str, ...] = ()

    def names(self) -> dict[str, str]:
        said = {code: self.cleaned_data[_key(code)].strip() for code, _language in settings.LANGUAGES}
        return {code: name for code, name in said.items() if name}


def _key(code: str) -> str:
    return f"name_{code.replace('-', '_')}"


class UnitAdd(NamesForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=8,
        help_text=_("Capital letters and digits. It stands in every document number and never changes."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices, initial="branch")
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    calendar = forms.ModelChoiceField(label=_("Calendar"), queryset=Calendar.objects.all(), empty_label=None)
    time_zone = forms.CharField(label=_("Time zone"), max_length=40, initial=settings.TIME_ZONE)
    first_fields = ("code", "kind")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean_time_zone(self) -> str:

        zone = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone; one is called Asia/Shanghai."))
        return zone


class ZoneAdd(NamesForm):
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

    def clean_words(self) -> list[str]:
        parts = re.split(r"[,;，；、\n]", self.cleaned_data["words"])
        return [part.strip() for part in parts if part.strip()]
