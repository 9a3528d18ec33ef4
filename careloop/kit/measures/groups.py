"""What the rows of a figure are told apart by: a unit, a technician, a month."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, F
from django.db.models.functions import TruncDay, TruncMonth
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from careloop.kit.measures.period import ONE, Period
from careloop.kit.ui.moments import day as written_day
from careloop.kit.ui.moments import month as written_month


@dataclass(frozen=True, eq=False)
class Group:
    """`said` gives the words of keys, in one query at most; `name` is also the filter of the list."""

    name: str
    label: Any
    path: str
    said: Callable[[Collection[Any]], Mapping[Any, Any]]
    in_order = False

    def key(self, at: str) -> Any:
        return F(self.path)

    def read(self, key: Any) -> Any:
        return key

    def words(self, keys: Collection[Any]) -> dict[Any, Any]:
        found = self.said([key for key in keys if key not in (None, "")])
        return {key: found.get(key, "–") for key in keys}

    def shown_by(self, at: str, key: Any, period: Period) -> dict[str, str] | None:
        """What the address of a list adds for these rows; None where no list can show them."""
        return None if key in (None, "") else {self.name: str(key)}


@dataclass(frozen=True, eq=False)
class TimeGroup:
    """By the moment of the measure itself. `span` is the period of a key: the first of its days."""

    name: str
    label: Any
    cut: type[TruncDay] | type[TruncMonth]
    span: Callable[[date], Period]
    written: Callable[[date], str]
    in_order = True

    def key(self, at: str) -> Any:
        # The zone is named, or one that changes between asking and reading would shift the days.
        return self.cut(at, output_field=DateTimeField(), tzinfo=get_current_timezone())

    def read(self, key: datetime) -> date:
        return key.date()

    def words(self, keys: Collection[date]) -> dict[Any, Any]:
        return {key: self.written(key) for key in keys}

    def shown_by(self, at: str, key: date, period: Period) -> dict[str, str] | None:
        return self.span(key).within(period).shown_by(at)


def _day(first: date) -> Period:
    return Period(first, first + ONE)


def _month(first: date) -> Period:
    return Period(first, (first + 31 * ONE).replace(day=1))


DAY = TimeGroup("day", _("Day"), TruncDay, _day, written_day)
MONTH = TimeGroup("month", _("Month"), TruncMonth, _month, written_month)
