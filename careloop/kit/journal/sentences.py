"""A tagged parameter said in the active language and time zone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext

from careloop.kit.journal.tell import TAG
from careloop.kit.names import say as say_names
from careloop.kit.ui import moments

Names = Mapping[int, str]


def say(value: Any, people: Names) -> str:
    """`people` are the names of today by id, as `persons_in` asked for them."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return _listed([say(part, people) for part in value])
    if isinstance(value, dict):
        return _tagged(value, people)
    return str(value)


def persons_in(value: Any) -> set[int]:
    """Ids of the people a parameter names, however deep."""
    if isinstance(value, list):
        return set().union(*map(persons_in, value))
    if not isinstance(value, dict):
        return set()
    if value.get(TAG) == "person":
        return {value["id"]}
    return set().union(*map(persons_in, value.values()))


def _tagged(value: dict[str, Any], people: Names) -> str:
    match value.get(TAG):
        case "person":
            return people.get(value["id"]) or value["name"]
        case "moment":
            return moments.moment(datetime.fromisoformat(value["at"]))
        case "day":
            return moments.plain_day(date.fromisoformat(value["on"]))
        case "span":
            return moments.span(datetime.fromisoformat(value["from"]), datetime.fromisoformat(value["until"]))
        case "length":
            return _length(value["seconds"])
        case "word":
            return _word(value["word"], value.get("context", ""))
        case "names":
            return say_names(value["names"])
        case "change":
            sides = {"old": say(value["old"], people), "new": say(value["new"], people)}
            return gettext("%(old)s → %(new)s") % sides
        case _:
            pairs = [{"name": name, "value": say(part, people)} for name, part in value.items()]
            return _listed([gettext("%(name)s: %(value)s") % pair for pair in pairs])


def _length(seconds: int) -> str:
    minutes = seconds // 60
    parts = {"hours": minutes // 60, "minutes": minutes % 60}
    if not parts["hours"]:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % parts
    if not parts["minutes"]:
        return ngettext("%(hours)s hour", "%(hours)s hours", parts["hours"]) % parts
    return gettext("%(hours)s h %(minutes)s min") % parts


def _word(word: str, context: str) -> str:
    if not word:
        return "–"
    return pgettext(context, word) if context else gettext(word)


def _listed(parts: list[str | Promise]) -> str:
    return pgettext("between the items of a list", ", ").join(map(str, parts)) or "–"
