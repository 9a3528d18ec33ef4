from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from careloop.kit.files.forms import PhotosField, SignatureField


class Sample(forms.Form):
    photos = PhotosField(required=False)
    signature = SignatureField(required=False)


def test_uploads_and_ids_come_together():
    upload, known = SimpleUploadedFile("a.jpg", b"x"), uuid4()
    form = Sample({"photos": [str(known)]}, MultiValueDict({"photos": [upload]}))
    assert form.is_valid()
    assert form.cleaned_data["photos"] == [upload, known]


def test_a_program_names_ids_in_plain_json():
    known = uuid4()
    form = Sample({"photos": [str(known)], "signature": str(known)}, {})
    assert form.is_valid()
    assert form.cleaned_data == {"photos": [known], "signature": known}


@pytest.mark.parametrize("name", ["photos", "signature"])
def test_what_is_no_number_of_a_file_is_said_at_the_field(name):
    given = ["nothing"] if name == "photos" else "nothing"
    form = Sample({name: given}, {})
    assert list(form.errors) == [name]


def test_nothing_drawn_is_no_signature():
    form = Sample({"signature": ""}, {})
    assert form.is_valid()
    assert form.cleaned_data["signature"] is None
