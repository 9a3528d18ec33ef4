"""What a person types in the settings, cleaned."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from careloop.kit.rules import Value
from careloop.org.models import Absence, Calendar, Person, PersonSkill, Post, Skill, Unit, Zone

DAY = forms.DateInput(attrs={"type": "date"})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|—|~|至|到|a)\s*(\d{1,2}):(\d{2})")


class HoursField(forms.CharField):
    """As in "09:00–12:00, 13:30–18:00"; nothing for a day on which nobody works. Cleans to [["09:00", …]]."""

    default_error_messages = {"hours": _("Write hours as in 09:00–12:00, 13:30–18:00; leave it empty for a day off.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return ", ".join(f"{start}–{end}" for start, end in value)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = [self._span(*(int(part) for part in match.groups())) for match in SPAN.finditer(text)]
        if re.sub(r"[\s,;，；、]", "", SPAN.sub("", text)):
            raise forms.ValidationError(self.error_messages["hours"], code="hours")
        return sorted(found)

    def _span(self, hour: int, minute: int, until_hour: int, until_minute: int) -> list[str]:
        until_hour = 0 if (until_hour, until_minute) == (24, 0) else until_hour
        if max(hour, until_hour) > 23 or max(minute, until_minute) > 59:
            raise forms.ValidationError(self.error_messages["hours"], code="hours")
        return [f"{hour:02d}:{minute:02d}", f"{until_hour:02d}:{until_minute:02d}"]


class RuleChange(forms.Form):
    """The field for the value follows what kind of value the rule has."""

    from_at = forms.DateTimeField(
        label=_("From"), required=False, widget=MOMENT, help_text=_("Left empty, from this moment on.")
    )
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

    def __init__(self, *args: Any, rule: Value, in_force: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(rule, in_force)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


def value_field(rule: Value, in_force: Any) -> forms.Field:
    label, default = _("New value"), rule.default
    if isinstance(default, bool):
        answers = [("True", _("yes")), ("False", _("no"))]
        return forms.TypedChoiceField(
            label=label, choices=answers, coerce="True".__eq__, initial=str(in_force), widget=forms.RadioSelect
        )
    if isinstance(default, int):
        return forms.IntegerField(label=label, initial=in_force, min_value=0, max_value=1_000_000)
    if isinstance(default, Decimal):
        return forms.DecimalField(label=label, initial=in_force, min_value=0, max_digits=12, decimal_places=4)
    if isinstance(default, str):
        return forms.CharField(label=label, initial=in_force, max_length=300)
    return forms.JSONField(label=label, initial=in_force, widget=forms.Textarea(attrs={"rows": 6}))


class SpecialDayForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DAY)
    intervals = HoursField(label=_("Hours"), help_text=_("As in 09:00–12:00, 13:30–18:00; empty for a day off."))
    label = forms.CharField(label=_("What it is called"), max_length=80, required=False)
    only_here = forms.BooleanField(label=_("Only for this unit"), required=False)


class WeekForm(forms.Form):
    """The hours of each weekday, from a day on."""

    from_on = forms.DateField(label=_("From"), widget=DAY)

    def __init__(self, *args: Any, week: dict[str, Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["from_on"].initial = today
        for day, name in WEEKDAYS.items():
            self.fields[f"day{day}"] = HoursField(label=name, initial=week.get(str(day), []))

    def clean_from_on(self) -> date:
        if self.cleaned_data["from_on"] < self.today:
            raise forms.ValidationError(_("A week holds from today or later: what has passed stays as it was."))
        return self.cleaned_data["from_on"]

    def week(self) -> dict[str, list[list[str]]]:
        return {str(day): self.cleaned_data[f"day{day}"] for day in WEEKDAYS}


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
    kind = forms.ChoiceField(label=_("Class"), choices=Zone.Kind.choices, widget=forms.RadioSelect, initial="town")
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


class PersonAdd(forms.Form):
    username = forms.CharField(label=_("User name"), max_length=60, help_text=_("What one signs in with."))
    name = forms.CharField(label=_("Name"), max_length=80)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code")
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("First password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Left empty, the person cannot sign in yet."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_password(self) -> str | None:


        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class PeriodForm(forms.Form):
    """From one date until before another."""

    from_on = forms.DateField(label=_("From"), widget=DAY)
    until_on = forms.DateField(label=_("Until before"), widget=DAY, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        from_on, until_on = cleaned.get("from_on"), cleaned.get("until_on")
        if from_on and until_on and until_on <= from_on:
            self.add_error("until_on", _("It ends before it begins."))
        return cleaned


class Appoint(PeriodForm):
    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.all(), to_field_name="code")
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code")
    field_order = ["post", "unit", "from_on", "until_on"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class Deputise(PeriodForm):
    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=Person.objects.none(), to_field_name="username")
    field_order = ["deputy", "from_on", "until_on"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]
        self.fields["until_on"].required = True


class Relieve(forms.Form):
    until_on = forms.DateField(label=_("No longer from"), widget=DAY)

    def __init__(self, *args: Any, begun_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun_on = begun_on

    def clean_until_on(self) -> date:
        if self.cleaned_data["until_on"] <= self.begun_on:
            raise forms.ValidationError(_("It ends before it begins."))
        return self.cleaned_data["until_on"]


class Qualify(forms.Form):
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.all(), to_field_name="code")
    level = forms.TypedChoiceField(
        label=_("Level"), choices=PersonSkill.Level.choices, coerce=int, initial=2, widget=forms.RadioSelect
    )
    until_on = forms.DateField(label=_("Until before"), widget=DAY, required=False)


class BeAbsent(forms.Form):
    from_at = forms.DateTimeField(label=_("From"), widget=MOMENT)
    until_at = forms.DateTimeField(label=_("Until"), widget=MOMENT)
    reason = forms.ChoiceField(label=_("Why"), choices=Absence.Reason.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        from_at, until_at = cleaned.get("from_at"), cleaned.get("until_at")
        if from_at and until_at and until_at <= from_at:
            self.add_error("until_at", _("It ends before it begins."))
        return cleaned


class TokenIssue(forms.Form):
    label = forms.CharField(label=_("What it is for"), max_length=80)
    expires_at = forms.DateTimeField(
        label=_("Good until"), required=False, widget=MOMENT, help_text=_("Left empty, until it is revoked.")
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_expires_at(self) -> datetime | None:
        at = self.cleaned_data["expires_at"]
        if at is not None and at <= self.now:
            raise forms.ValidationError(_("This moment has passed."))
        return at
