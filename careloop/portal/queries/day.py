"""What kind of day it is for a unit: a holiday, a day worked for one, the first after it."""

from datetime import date, datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloop.kit import resolvers
from careloop.kit.calendar import WorkingCalendar, holiday_names

DAY = timedelta(days=1)


def day_word(unit_id: int, now: datetime) -> str:
    """A few words about today; nothing on a day like any other."""
    calendar = resolvers.calendar_of(unit_id, now)
    today = now.astimezone(calendar.tz).date()
    if today in calendar.labels:
        return calendar.labels[today]
    if name := _holiday(calendar, today):
        return name
    if today in calendar.make_up:
        return _("worked in exchange for a holiday")
    if not calendar.hours_on(today):
        return _("day off")
    return _around(calendar, today)


def _around(calendar: WorkingCalendar, today: date) -> str:
    if name := _off_beside(calendar, today, -DAY):
        return _("first day after %(holiday)s") % {"holiday": name}
    if name := _off_beside(calendar, today, DAY):
        return _("last day before %(holiday)s") % {"holiday": name}
    return ""


def _off_beside(calendar: WorkingCalendar, today: date, step: timedelta) -> str:
    """The holiday among the days off that lie right beside today."""
    day, name = today + step, ""
    while not calendar.hours_on(day) and abs((day - today).days) < 15:
        name = name or _holiday(calendar, day)
        day += step
    return name


def _holiday(calendar: WorkingCalendar, day: date) -> str:
    if day not in calendar.holidays or not calendar.country:
        return ""
    names = holiday_names(calendar.country, calendar.region, day.year, get_language() or "en")
    return names.get(day, "")
