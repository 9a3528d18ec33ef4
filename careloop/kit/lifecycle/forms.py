from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui.fields import MomentField


class StepForm(forms.Form):
    """What a person types to take a step; a step without questions uses it as it is.

    The same form validates the page and the JSON of the API, so its fields are the step's parameters.
    """

    def __init__(self, *args: Any, row: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        self.row, self.actor, self.now = row, actor, now
        super().__init__(*args, **kwargs)

    def parameters(self) -> dict[str, Any]:
        """What the action takes, by keyword."""
        return self.cleaned_data


class CatchUpForm(forms.Form):
    """For what is entered later than it happened, or for another."""

    at = MomentField(
        label=_("When it happened"),
        required=False,
    )
    performed_by = forms.ChoiceField(label=_("Who did it"), required=False)
    entry_reason = forms.CharField(label=_("Why it is entered now"), max_length=300, required=False)

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], of_another: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = of_another
        self.fields["performed_by"].choices = [("", ""), *people]  # type: ignore[attr-defined]

    def clean_performed_by(self) -> int | None:
        chosen = self.cleaned_data["performed_by"]
        return int(chosen) if chosen else None
