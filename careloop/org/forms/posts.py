"""Posts and what they may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import all_permissions
from careloop.kit.names.form import NamesForm


class PostRename(NamesForm):
    pass


class PostAdd(NamesForm):
    code = forms.RegexField(
        r"^[a-z][a-z0-9_]*$",
        label=_("Code"),
        max_length=40,
        help_text=_("Small letters, digits and underscores; rules name the post by it."),
    )
    first_fields = ("code",)


class PostRights(forms.Form):
    capabilities = forms.MultipleChoiceField(
        label=_("What the post may do"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.sentence) for each in all_permissions()]
        self.fields["capabilities"].choices = choices  # type: ignore[attr-defined]
