from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.names import say
from careloop.kit.ui import moments


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list. `name` is the row's attribute (dots go further) unless `value` finds it.

    sort: the field by which a click on the heading orders the list.
    link: the cell leads to the row's page; the first such column is the title of the card on a phone.
    shown: to whom, if not to everyone.
    template: draws the cell; it is given `row` and `value`.
    """

    name: str
    label: Any
    value: Callable[[Any], Any] | None = None
    template: str = ""
    sort: str = ""
    link: bool = False
    mono: bool = False
    right: bool = False
    shown: Callable[[Actor], bool] | None = None

    def of(self, row: Any) -> Any:
        """The value itself, as the API gives it."""
        if self.value is not None:
            return self.value(row)
        for part in self.name.split("."):
            row = getattr(row, part, None)
        return row

    def text(self, row: Any, now: datetime | None = None) -> str:
        """The value as a person reads it, in the active language and time zone; near days in words."""
        display = getattr(row, f"get_{self.name}_display", None)
        return said(display() if display is not None and self.value is None else self.of(row), now)


def said(value: Any, now: datetime | None = None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return moments.moment(value, now)
        case date():
            return moments.plain_day(value)
        case float() | Decimal():
            return number_format(value)
        case Mapping():
            return say(value)
        case _:
            return str(value)


def plain(value: Any) -> Any:
    """The value as JSON holds it: moments in ISO 8601, sums as text, rows as their text."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal() | Model():
            return str(value)
        case _:
            return value
