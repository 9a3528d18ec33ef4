"""Files in a form: sent along with it by a page, or sent before and named by their ids by a phone or program."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        sent = files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []
        named = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [*sent, *named]


class PhotosField(forms.Field):
    """A list of uploads and of ids of files sent before."""

    widget = ManyFilesInput(attrs={"accept": "image/*", "multiple": True})
    default_error_messages = {"invalid": _("This is not the number of a file.")}

    def to_python(self, value: Iterable[Any] | None) -> list[UploadedFile | UUID]:
        return [self._one(each) for each in value or [] if each]

    def _one(self, each: Any) -> UploadedFile | UUID:
        if isinstance(each, UploadedFile | UUID):
            return each
        try:
            return UUID(str(each))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class SignatureInput(forms.HiddenInput):
    template_name = "careloop/forms/signature.html"
    # Shown, although what it sends is hidden.
    input_type = "signature"


class SignatureField(forms.CharField):
    """A drawn signature as PNG data URL, or the id of a file sent before."""

    widget = SignatureInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1_400_000, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text or text.startswith("data:"):
            return text or None
        try:
            return UUID(text)
        except ValueError:
            raise forms.ValidationError(_("This is not the number of a file."), code="invalid") from None
