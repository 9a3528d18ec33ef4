"""Parameters of a notice as JSON and back; what depends on the reader's language is decided on reading."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from careloop.kit.names import say


def pack(params: Mapping[str, Any]) -> dict[str, Any]:
    """Raises TypeError for a value that a notice cannot carry."""
    return {name: _pack(value) for name, value in params.items()}


def unpack(params: Mapping[str, Any]) -> dict[str, Any]:
    """The values for a template, in the active language."""
    return {name: _unpack(value) for name, value in params.items()}


def _pack(value: Any) -> Any:
    match value:
        case Promise():
            with translation.override("en"):  # the source language: what is looked up again on reading
                return {"_word": str(value)}
        case str() | bool() | int() | float() | None:
            return value
        case Decimal():
            return {"_number": str(value)}
        case datetime():
            return {"_moment": value.isoformat()}
        case date():
            return {"_day": value.isoformat()}
        case Mapping():
            return {"_names": dict(value)}
        case list() | tuple():
            return [_pack(item) for item in value]
        case _:
            raise TypeError(f"A notice cannot carry a {type(value).__name__}.")


def _unpack(value: Any) -> Any:
    match value:
        case {"_word": word}:
            return gettext(word)
        case {"_number": digits}:
            return Decimal(digits)
        case {"_moment": moment}:
            return datetime.fromisoformat(moment)
        case {"_day": day}:
            return date.fromisoformat(day)
        case {"_names": names}:
            return say(names)
        case list():
            return [_unpack(item) for item in value]
        case _:
            return value
