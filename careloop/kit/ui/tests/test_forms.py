from datetime import date, datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from careloop.kit.ui.forms import FieldRenderer
from careloop.kit.ui.widgets import Choose, PhoneInput, PhotosField, SignaturePad


class Everything(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    model = forms.ChoiceField(label="Model", choices=[(str(n), str(n)) for n in range(20)])
    few = forms.ChoiceField(label="Few", choices=[("1", "1")])
    brand = forms.ChoiceField(label="Brand", choices=[("1", "1")], widget=Choose)
    bought_on = forms.DateField(label="Bought on", required=False)
    comes_at = forms.DateTimeField(label="Comes at", required=False)
    agrees = forms.BooleanField(label="Agrees", required=False)
    phone = forms.CharField(label="Phone", required=False, widget=PhoneInput)
    photos = PhotosField(label="Photos", required=False)
    signature = forms.CharField(label="Signature", required=False, widget=SignaturePad)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def field(name: str, form: forms.Form | None = None) -> str:
    return (form or Everything())[name].as_field_group()


def test_label_above_help_below_and_the_mark_of_what_must_be() -> None:
    html = field("name")
    assert html.index('<label class="field-label" for="id_name">Name') < html.index("<input")
    assert html.index("<input") < html.index('<div class="field-help" id="id_name_helptext">As on the card')
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="form-control"' in html
    assert "required-mark" in html
    assert "required-mark" not in field("bought_on")


def test_the_error_stands_at_its_field_and_is_linked_to_it() -> None:
    html = field("name", Everything({}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert html.count('id="id_name_error"') == 1
    assert "This field is required." in html


def test_errors_of_the_whole_form_come_first() -> None:
    form = Everything({})
    form.add_error(None, "Twice the same.")
    html = str(form)
    assert html.index('role="alert"') < html.index("id_name")
    assert "Twice the same." in html
    assert 'type="hidden" name="hidden"' in html


def test_radios_are_buttons() -> None:
    html = field("kind")
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('<label class="pick"') == 2
    assert 'type="radio"' in html


@pytest.mark.parametrize(("name", "chosen"), [("model", True), ("few", False), ("brand", True)])
def test_long_lists_can_be_searched(name: str, chosen: bool) -> None:
    html = field(name)
    assert 'class="form-select"' in html
    assert ("data-choose" in html) is chosen


def test_dates_are_the_browsers_own_in_every_language() -> None:
    from django.utils.translation import override

    form = Everything(initial={"bought_on": date(2026, 3, 2), "comes_at": datetime(2026, 9, 28, 13, 30)})
    for language in ("en", "es", "zh-hans"):
        with override(language):
            assert 'type="date" name="bought_on" value="2026-03-02"' in field("bought_on", form)
            assert 'type="datetime-local" name="comes_at" value="2026-09-28T13:30"' in field("comes_at", form)


def test_what_the_browser_sends_back_is_understood() -> None:
    form = Everything({"bought_on": "2026-03-02", "comes_at": "2026-09-28T13:30"})
    form.is_valid()
    assert form.cleaned_data["bought_on"] == date(2026, 3, 2)
    assert form.cleaned_data["comes_at"].minute == 30


def test_a_check_box_has_its_label_beside_it() -> None:
    html = field("agrees")
    assert html.index('class="form-check-input"') < html.index("<span>Agrees")


def test_a_signature_is_a_pad_over_a_hidden_input() -> None:
    html = field("signature")
    assert "data-signature" in html
    assert '<input type="hidden" name="signature" id="id_signature">' in html
    kept = field("signature", Everything({"signature": "data:image/png;base64,AA"}))
    assert 'value="data:image/png;base64,AA"' in kept


def test_several_photos_come_as_a_list() -> None:
    two = [SimpleUploadedFile("a.jpg", b"x"), SimpleUploadedFile("b.jpg", b"y")]
    form = Everything({}, MultiValueDict({"photos": two}))
    form.is_valid()
    assert [photo.name for photo in form.cleaned_data["photos"]] == ["a.jpg", "b.jpg"]
    assert "photos" not in form.errors
    assert " multiple" in field("photos")


def test_no_photo_is_an_empty_list_or_an_error_where_one_is_needed() -> None:
    form = Everything({}, MultiValueDict())
    form.is_valid()
    assert form.cleaned_data["photos"] == []
    with pytest.raises(forms.ValidationError):
        PhotosField().clean([])


def test_the_phone_keyboard_comes_up() -> None:
    assert 'type="tel"' in field("phone")


def test_what_is_typed_is_escaped() -> None:
    html = field("name", Everything({"name": '"><script>'}))
    assert "<script>" not in html


def test_the_renderer_finds_djangos_own_templates_too() -> None:
    renderer = FieldRenderer()
    assert renderer.get_template("django/forms/widgets/input.html")
    assert renderer.get_template("careloop/forms/field.html")
