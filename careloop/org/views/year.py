"""A year of a unit's calendar, laid out to be drawn: twelve months, each day with what kind of day it is."""

from calendar import Calendar as Weeks
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloop.kit.calendar import UnknownCountry, WorkingCalendar, holiday_names
from careloop.kit.ui.moments import CHINESE_WEEKDAYS
from careloop.org.models import Unit
from careloop.org.queries import calendar_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """`kind`: work, off, holiday, make_up (worked instead of a holiday), own (a day of the company's own)."""

    on: date
    kind: str
    name: str
    worked: bool
    today: bool

    @property
    def title(self) -> str:
        words = {
            "off": _("day off"),
            "holiday": _("holiday"),
            "make_up": _("worked in exchange for a holiday"),
        }
        return self.name or words.get(self.kind, _("working day"))


@dataclass(frozen=True, slots=True)
class Named:
    """Days in a row that bear one name, as in "1–7 National Day"."""

    days: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    before: range
    days: list[Day]
    named: list[Named]


def calendar_for(unit: Unit, year: int) -> WorkingCalendar:
    return calendar_of(unit.pk, datetime(year, 7, 1, tzinfo=UTC))


def weekday_letters() -> list[str]:
    """As they stand above the columns of a month, Monday first."""
    if chinese := CHINESE_WEEKDAYS.get(get_language() or ""):
        return list(chinese[1])
    return [str(WEEKDAYS_ABBR[n])[:2] for n in range(7)]


def year_of(unit: Unit, year: int, today: date) -> list[Month]:
    calendar = calendar_for(unit, year)
    names = _names(calendar, year)
    return [_month(calendar, names, year, month, today) for month in range(1, 13)]


def _names(calendar: WorkingCalendar, year: int) -> Mapping[date, str]:
    try:
        return holiday_names(calendar.country, calendar.region, year, get_language() or "en")
    except UnknownCountry:
        return {}


def _month(calendar: WorkingCalendar, names: Mapping[date, str], year: int, month: int, today: date) -> Month:
    days = [
        _day(calendar, names, date(year, month, number), today)
        for number in Weeks().itermonthdays(year, month)
        if number
    ]
    # Empty places before the first, so that it stands under its weekday.
    return Month(str(MONTHS[month]), range(days[0].on.weekday()), days, _named(days))


def _day(calendar: WorkingCalendar, names: Mapping[date, str], on: date, today: date) -> Day:
    worked = bool(calendar.hours_on(on))
    if on in calendar.special:
        kind, name = "own", calendar.labels.get(on, "")
    elif on in calendar.holidays:
        kind, name = "holiday", names.get(on, "")
    elif on in calendar.make_up:
        kind, name = "make_up", ""
    else:
        kind, name = ("work" if worked else "off"), ""
    return Day(on, kind, name, worked, on == today)


def _named(days: list[Day]) -> list[Named]:
    runs: list[list[Day]] = []
    for day in days:
        if day.kind in ("work", "off"):
            continue
        if runs and (runs[-1][-1].on + DAY, runs[-1][-1].title) == (day.on, day.title):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Named(_said(run), run[0].title, run[0].kind) for run in runs]


def _said(run: list[Day]) -> str:
    first, last = run[0].on.day, run[-1].on.day
    return str(first) if first == last else f"{first}–{last}"
