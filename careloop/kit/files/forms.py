"""Files in a form: sent along by a page, or sent before and named by their ids by a phone or program."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.kit.files.signatures import MOST_BYTES
from careloop.kit.ui.widgets import PhotoInput, SignaturePad

# Base64 writes three bytes as four signs.
LONGEST_URL = MOST_BYTES * 4 // 3 + 100
NO_SUCH_FILE = _("This is not the number of a file.")


class PhotosInput(PhotoInput):
    """Photos that were taken in before stand below with their thumbnails; unticked, one is left out."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-max-bytes"] = settings.FILES_MAX_BYTES
        ids = [given for each in value or [] if (given := _id(each))]
        context["widget"]["kept"] = [{"id": id, "thumb": reverse("files:thumb", args=[id])} for id in ids]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        sent = files.getlist(name) if hasattr(files, "getlist") else []
        named = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [*sent, *named]


class PhotosField(forms.Field):
    """A list of uploads and of ids of files sent before."""

    widget = PhotosInput

    def to_python(self, value: Iterable[Any] | None) -> list[UploadedFile | UUID]:
        return [_upload_or_id(each) for each in value or [] if each]


class SignatureField(forms.CharField):
    """A drawn signature as PNG data URL, or the id of a file sent before; None without either."""

    widget = SignaturePad

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_URL, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text or text.startswith("data:"):
            return text or None
        return _upload_or_id(text)


def _id(given: Any) -> UUID | None:
    try:
        return UUID(str(given))
    except ValueError:
        return None


def _upload_or_id(given: Any) -> UploadedFile | UUID:
    if isinstance(given, UploadedFile | UUID):
        return given
    found = _id(given)
    if found is None:
        raise forms.ValidationError(NO_SUCH_FILE, code="invalid")
    return found
