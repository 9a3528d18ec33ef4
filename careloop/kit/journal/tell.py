"""Parameters of a journal row, tagged so that they can be said in any language later."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

TAG = "~"


def person(id: int, name: str) -> dict[str, Any]:
    """Said by the name of today; `name` is what remains where the person is gone."""
    return {TAG: "person", "id": id, "name": plain(name)}


def moment(at: datetime) -> dict[str, Any]:
    if at.tzinfo is None:
        raise ValueError(f"The journal takes moments with their time zone, not {at!r}.")
    return {TAG: "moment", "at": at.isoformat()}


def day(on: date) -> dict[str, Any]:
    return {TAG: "day", "on": on.isoformat()}


def span(from_at: datetime, until_at: datetime) -> dict[str, Any]:
    return {TAG: "span", "from": moment(from_at)["at"], "until": moment(until_at)["at"]}


def length(amount: timedelta) -> dict[str, Any]:
    """A stretch of time, kept to the second."""
    return {TAG: "length", "seconds": int(amount.total_seconds())}


def word(label: str | Promise, context: str = "") -> dict[str, Any]:
    """A translatable label, kept untranslated; `context` where it was marked with `pgettext_lazy`."""
    with translation.override(None):
        told = {TAG: "word", "word": plain(str(label))}
    return {**told, "context": context} if context else told


def names(names: Mapping[str, str]) -> dict[str, Any]:
    """A name that master data keep per language."""
    return {TAG: "names", "names": plain(dict(names))}


def change(old: Any, new: Any) -> dict[str, Any]:
    return {TAG: "change", "old": plain(old), "new": plain(new)}


def plain(value: Any) -> Any:
    """The value in the JSON that both engines give back unchanged."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Promise):
        return word(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    return _tagged(value)


def clean(text: str) -> str:
    """PostgreSQL stores neither NUL nor half a surrogate pair."""
    return text.replace("\x00", "�").encode("utf-8", "replace").decode()


def _tagged(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, timedelta):
        return length(value)
    if isinstance(value, float | Decimal):
        return str(value)  # 1e16 and 1.50 would come back from jsonb spelled otherwise
    raise TypeError(f"The journal cannot tell {value!r}; give it a text, a number or something from `tell`.")
