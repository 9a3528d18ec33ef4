"""People, the posts they hold, what they can do, when they are away."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from careloop.kit.names.form import NamesForm
from careloop.kit.ui.fields import DayField, MomentField
from careloop.org.models import Absence, Person, PersonSkill, Post, Skill, Unit


class PersonChange(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="code")
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    @staticmethod
    def so_far(person: Person) -> dict[str, Any]:
        facts = {name: getattr(person, name) for name in ("name", "email", "phone", "language")}
        return {**facts, "unit": person.unit.code}


class PasswordGive(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("For one sign-in: then the person chooses another."),
    )

    def clean_password(self) -> str | None:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class PersonAdd(PasswordGive, PersonChange):
    username = forms.CharField(label=_("User name"), max_length=60, help_text=_("What one signs in with."))
    password = forms.CharField(
        label=_("First password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("For one sign-in. Left empty, the person cannot sign in yet."),
    )
    field_order = ["username", "name", "unit", "email", "phone", "language", "password"]


class PeriodForm(forms.Form):
    """From one date until before another."""

    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until before"), required=False)

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
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=Person.objects.none(), to_field_name="username"
    )
    field_order = ["deputy", "from_on", "until_on"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]
        self.fields["until_on"].required = True


class Relieve(forms.Form):
    until_on = DayField(label=_("No longer from"))

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
    until_on = DayField(label=_("Until before"), required=False)


class BeAbsent(forms.Form):
    from_at = MomentField(label=_("From"))
    until_at = MomentField(label=_("Until"))
    reason = forms.ChoiceField(label=_("Why"), choices=Absence.Reason.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        from_at, until_at = cleaned.get("from_at"), cleaned.get("until_at")
        if from_at and until_at and until_at <= from_at:
            self.add_error("until_at", _("It ends before it begins."))
        return cleaned


class SkillRename(NamesForm):
    pass


class SkillAdd(NamesForm):
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Letters, digits and hyphens."))
    first_fields = ("code",)
