"""The parameters of a list for programs, from the same declaration as its page."""

from datetime import date
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, Field, create_model

from careloop.kit.lifecycle.schema import untranslated
from careloop.kit.pages.api import LONGEST
from careloop.kit.pages.filters import ChoiceFilter, Filter, FlagFilter, PeriodFilter, TextFilter
from careloop.kit.pages.list_page import ListPage
from careloop.kit.pages.period import PERIODS

Fields = dict[str, tuple[Any, Any]]


def _is_day(value: Any) -> Any:
    """Pydantic would also read the seconds of 1970, or a moment at midnight."""
    if isinstance(value, str) and len(value) != len("2026-09-24"):
        raise ValueError(_("Write it as in 2026-09-24."))
    return value


Day = Annotated[date, BeforeValidator(_is_day)]


def query_of(name: str, page: type[ListPage], **more: tuple[Any, Any]) -> Any:
    """A schema with the list's filters, its search, order and place.

    A choice among rows of another table is left out: a page shows their names, a program would have to know
    their ids. The domain's `api.py` declares what a program names them by, as `more`.
    """
    fields: Fields = dict(more)
    if page.searched_by:
        fields["q"] = (
            Annotated[str, Field(max_length=200)],
            Field("", description=untranslated(page.searched_by)),
        )
    for declared in page.filters:
        fields |= _fields(declared)
    sorts = [sign + column.sort for column in page.columns if column.sort for sign in ("", "-")]
    if sorts:
        kind = Literal[tuple(sorts)]  # type: ignore[valid-type]
        fields["sort"] = (kind | None, Field(None, description="“-” before it turns the order round."))
    fields["limit"] = (Annotated[int, Field(ge=1, le=LONGEST)], Field(page.page_size))
    fields["after"] = (str, Field("", description="The `next` of the page before."))
    return create_model(name, __base__=Schema, **fields)  # type: ignore[call-overload]


def _fields(declared: Filter) -> Fields:
    described = untranslated(declared.label)
    match declared:
        case FlagFilter():
            return {declared.name: (bool, Field(False, description=described))}
        case PeriodFilter():
            named = Literal[tuple(PERIODS)]  # type: ignore[valid-type]
            sides = {
                f"{declared.name}_{side}": (Day | None, Field(None, description=f"{described}: {told}"))
                for side, told in (("from", "from this day on"), ("to", "to this day, and it included"))
            }
            return {declared.name: (named | None, Field(None, description=described)), **sides}
        case ChoiceFilter() if not callable(declared.choices):
            word = Literal[tuple(str(value) for value, _label in declared.choices)]  # type: ignore[valid-type]
            kind: Any = list[word] if declared.several else word | None  # type: ignore[valid-type]
            default: Any = [] if declared.several else None
            return {declared.name: (kind, Field(default, description=described))}
        case TextFilter():
            return {declared.name: (Annotated[str, Field(max_length=100)], Field("", description=described))}
        case _:
            return {}
