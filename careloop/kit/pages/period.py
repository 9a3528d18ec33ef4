"""Named periods of a filter, half-open and seen from a day: a kept filter moves on with the calendar."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

PERIODS = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "week": _("This week"),
    "last_week": _("Last week"),
    "month": _("This month"),
    "last_month": _("Last month"),
    "year": _("This year"),
}
DAY = timedelta(days=1)


def days_of(name: str, today: date) -> tuple[date, date]:
    """First day of the period and the day after its last. Weeks begin on Monday."""
    monday = today - DAY * today.weekday()
    first = today.replace(day=1)
    match name:
        case "today":
            return today, today + DAY
        case "yesterday":
            return today - DAY, today
        case "week":
            return monday, monday + 7 * DAY
        case "last_week":
            return monday - 7 * DAY, monday
        case "month":
            return first, (first + 31 * DAY).replace(day=1)
        case "last_month":
            return (first - DAY).replace(day=1), first
        case "year":
            return date(today.year, 1, 1), date(today.year + 1, 1, 1)
    raise KeyError(name)
