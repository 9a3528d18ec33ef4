"""What the call screen says in words: the limit, the days that do not count, what is still covered."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloop.customers.rules import Coverage, Part
from careloop.kit.calendar import NotCounted
from careloop.kit.ui import moments
from careloop.service.queries.intake import Arrival


def limit(arrival: Arrival) -> str:
    hours = arrival.limit.amount / timedelta(hours=1)
    said = {"n": number_format(hours, 0 if hours == int(hours) else 1)}
    if arrival.limit.hours == "always":
        return ngettext("%(n)s hour, day and night", "%(n)s hours, day and night", round(hours)) % said
    return ngettext("%(n)s working hour", "%(n)s working hours", round(hours)) % said


def days_off(rows: list[NotCounted], now: Any) -> list[str]:
    today = localtime(now).date()
    return [_day_off(row, today) for row in rows]


def _day_off(row: NotCounted, today: date) -> str:
    days = moments.day(row.from_on, today, words=False)
    if row.last_on != row.from_on:
        said = {"first": days, "last": moments.day(row.last_on, today, words=False)}
        days = _("%(first)s to %(last)s") % said
    if row.name:
        return _("%(name)s, %(days)s: does not count") % {"name": row.name, "days": days}
    return _("%(days)s: does not count") % {"days": days}


def covers(coverage: Coverage | None) -> list[tuple[str, bool]]:
    """Labour, parts and travel, and whether the warranty still pays for each."""
    if coverage is None or coverage.started_on is None:
        return []
    words = {Part.LABOUR: _("Labour"), Part.PARTS: _("Parts"), Part.TRAVEL: _("Travel")}
    return [(words[part], coverage.covers(part)) for part in Part]


def times() -> list[str]:
    """Words for a convenient time; anything else may be written."""
    return [_("Morning"), _("Afternoon"), _("Evening"), _("Any time"), _("Call before")]
