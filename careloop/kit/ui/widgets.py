"""What a field is typed into, where Django's own widget is not enough."""

from typing import Any

from django import forms


class SignaturePad(forms.HiddenInput):
    """Drawn with a finger; the field's value is a PNG data URL, empty while nothing is drawn."""

    template_name = "careloop/forms/signature.html"
    # Shown with label and error like any field, although the input itself is hidden.
    is_hidden = False


class PhotoInput(forms.FileInput):
    """One or more photos, with previews. Phones offer camera and gallery; with `camera` only the camera."""

    template_name = "careloop/forms/photos.html"
    allow_multiple_selected = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, several: bool = True, camera: bool = False
    ) -> None:
        own: dict[str, Any] = {"accept": "image/jpeg,image/png,image/webp", "multiple": several}
        if camera:
            own["capture"] = "environment"
        super().__init__({**own, **(attrs or {})})


class PhotosField(forms.FileField):
    """As many photos as were chosen; cleans to a list of uploads."""

    widget = PhotoInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not several:
            super().clean(None, initial)
            return []
        return [super(PhotosField, self).clean(one, initial) for one in several]

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data


class PhoneInput(forms.TextInput):
    input_type = "tel"


class Choose(forms.Select):
    """A list long enough to be searched; `data-choose` turns it into a search box."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-choose": True, **(attrs or {})}, choices)
