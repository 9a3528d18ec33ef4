"""Photos that come along with a page's form are taken in before the form is looked at, so that none is lost when
it comes back with an error: a browser does not put files back into a form, and a phone may not have them twice."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from careloop.kit.files.actions import take
from careloop.kit.files.forms import PhotosField
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Unacceptable


def keep_photos(
    form: Any, data: QueryDict, uploads: MultiValueDict[str, Any], *, actor: Actor, at: datetime
) -> tuple[QueryDict, MultiValueDict[str, Any], dict[str, list[str]]]:
    """The data with the photos by their ids, the other uploads, and by field what was refused. What no form
    claims in the end is removed as an orphan."""
    named, others, refused = data.copy(), uploads.copy(), defaultdict(list)
    for name, field in form.base_fields.items():
        if isinstance(field, PhotosField):
            for upload in uploads.getlist(name):
                try:
                    photo = take(upload, actor=actor, at=at, kind=File.Kind.PHOTO)
                except Unacceptable as refusal:
                    refused[name].append(f"{upload.name}: {refusal}")
                else:
                    named.appendlist(name, str(photo.pk))
            others.pop(name, None)
    return named, others, dict(refused)
