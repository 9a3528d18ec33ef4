from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NamesForm(forms.Form):
    """A name in each language of the company; the one of the reader is asked for, the others may follow.

    `first_fields` stand before the names. `names` as `initial` fills them.
    """

    first_fields: tuple[str, ...] = ()
    # Where something has a name only now and then, as a model with its code.
    names_required = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        known = initial.pop("names", None) or {}
        kwargs["initial"] = {**initial, **{_key(code): known[code] for code in known}}
        super().__init__(*args, **kwargs)
        # Of something that is named already, the reader's language may be one of those that are missing.
        asked = self.names_required and not (known and get_language() not in known)
        for code, language in settings.LANGUAGES:
            own = code == get_language()
            label = _("Name (%(language)s)") % {"language": language}
            self.fields[_key(code)] = forms.CharField(label=label, max_length=80, required=own and asked)
        own_key = _key(get_language() or "en")
        rest = [name for name in self.fields if name != own_key]
        self.order_fields([*self.first_fields, own_key, *rest])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.names_required and not self.errors and not self.names():
            self.add_error(_key(get_language() or "en"), _("Say the name in one language at least."))
        return cleaned

    def names(self) -> dict[str, str]:
        said = {code: self.cleaned_data[_key(code)].strip() for code, _language in settings.LANGUAGES}
        return {code: name for code, name in said.items() if name}

    def facts(self) -> dict[str, Any]:
        """What was typed, with the names in one dictionary as actions take them."""
        keys = {_key(code) for code, _language in settings.LANGUAGES}
        told = {name: value for name, value in self.cleaned_data.items() if name not in keys}
        return {**told, "names": self.names()}


def _key(code: str) -> str:
    return f"name_{code.replace('-', '_')}"
