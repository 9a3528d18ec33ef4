"""The words of a notice: `notices/<name>.subject.txt` and `notices/<name>.txt`, in the recipient's language.

The texts are plain, so nothing is escaped; parameters are values, never templates, so nothing typed by a
customer is run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils import timezone, translation

from .models import Notice
from .params import pack, unpack


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str


def preview(name: str, language: str, params: Mapping[str, Any], zone: str = "") -> Text:
    """What a recipient with that language and time zone would read."""
    return _write(name, language, pack(params), zone)


def text_of(notice: Notice, language: str = "") -> Text:
    """As it was sent; a notice inside the program is worded for whoever reads it now."""
    if notice.body:
        return Text(notice.subject, notice.body)
    return _write(notice.name, language or notice.language, notice.params, notice.zone)


def demand_templates(name: str) -> None:
    """Raises TemplateDoesNotExist where the notice is written, not later where it is sent."""
    for part in ("subject.txt", "txt"):
        Engine.get_default().get_template(f"notices/{name}.{part}")


def _write(name: str, language: str, packed: Mapping[str, Any], zone: str) -> Text:
    with (
        translation.override(language or settings.LANGUAGE_CODE),
        timezone.override(zone or settings.TIME_ZONE),
    ):
        values = unpack(packed)
        subject = " ".join(_fill(f"notices/{name}.subject.txt", values).split())
        return Text(subject, _fill(f"notices/{name}.txt", values).strip() + "\n")


def _fill(template: str, values: dict[str, Any]) -> str:
    # By the engine itself: only a Context of our own switches escaping off from outside.
    return Engine.get_default().get_template(template).render(Context(values, autoescape=False))
