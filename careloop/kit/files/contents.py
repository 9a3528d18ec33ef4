"""What was sent, read once and weighed, before anything looks inside."""

import hashlib
from typing import Protocol

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.refusals import Unacceptable


class TooLarge(Unacceptable):
    code = "too_large"
    sentence = _("The file is larger than %(most)s.")


class EmptyFile(Unacceptable):
    code = "empty_file"
    sentence = _("The file is empty.")


class Upload(Protocol):
    """Django's UploadedFile, or anything that is read like it."""

    @property
    def name(self) -> str | None: ...

    def read(self, num_bytes: int, /) -> bytes: ...


def contents_of(upload: Upload) -> bytes:
    most = settings.FILES_MAX_BYTES
    sent = upload.read(most + 1)
    if len(sent) > most:
        raise TooLarge(most=filesizeformat(most))
    if not sent:
        raise EmptyFile
    return sent


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
