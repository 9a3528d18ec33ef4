"""Tokens for programs."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.ui.fields import MomentField


class TokenIssue(forms.Form):
    label = forms.CharField(label=_("What it is for"), max_length=80)
    expires_at = MomentField(
        label=_("Good until"), required=False, help_text=_("Left empty, until it is revoked.")
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_expires_at(self) -> datetime | None:
        at = self.cleaned_data["expires_at"]
        if at is not None and at <= self.now:
            raise forms.ValidationError(_("This moment has passed."))
        return at
