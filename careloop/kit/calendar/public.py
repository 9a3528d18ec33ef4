"""Public holidays of a country and region, and the weekend days worked instead.

From the package `holidays`, with what it leaves out in China filled in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from holidays import HolidayBase

DAY = timedelta(days=1)

# Here the government announces holidays as spans of days, weekends included, which the package lists
# without the weekend days: who works on Saturdays is off on the Saturday inside the span as well.
ANNOUNCED_AS_SPANS = frozenset({"CN"})

# The festivals of China, for languages in which the package does not know them.
FESTIVALS = {
    "元旦": _("New Year"),
    "除夕": _("Chinese New Year's Eve"),
    "农历除夕": _("Chinese New Year's Eve"),
    "春节": _("Chinese New Year"),
    "清明节": _("Tomb-Sweeping Day"),
    "劳动节": _("Labour Day"),
    "端午节": _("Dragon Boat Festival"),
    "中秋节": _("Mid-Autumn Festival"),
    "国庆节": _("National Day"),
}

# Our languages in the package's words, the nearest first.
LANGUAGES = {
    "zh-hans": ("zh_CN", "zh_TW", "zh_HK"),
    "zh-hant": ("zh_TW", "zh_HK", "zh_CN"),
    "es": ("es",),
    "en": ("en_US", "en_GB", "en_HK"),
}


class UnknownCountry(ValueError):
    """There are no public holidays known for that country and region."""


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """`days` are off; `make_up` are weekend days worked in exchange for some of them."""

    days: frozenset[date]
    make_up: frozenset[date]


def holidays_of(country: str, region: str = "", years: Iterable[int] = ()) -> PublicHolidays:
    """Holidays by ISO 3166 codes: "CN", or "ES" and "MD". Raises UnknownCountry.

    A year that the government has not announced yet has only the days that the law sets.
    """
    return _holidays_of(country, region, tuple(sorted(set(years))))


@lru_cache(maxsize=256)
def _holidays_of(country: str, region: str, years: tuple[int, ...]) -> PublicHolidays:
    found = _listed(country, region, years)
    # A make-up day in December may belong to the new year's holiday, which is listed with the next year.
    make_up = frozenset(d for d in found.weekend_workdays if d.year in years)
    days = {d for d in found if d.year in years}
    if country in ANNOUNCED_AS_SPANS:
        days |= {d for d in _weekends_beside(found) if d.year in years}
    return PublicHolidays(frozenset(days) - make_up, make_up)


def _listed(country: str, region: str, years: Iterable[int], **how: Any) -> HolidayBase:
    """The package's list, with the years around: a span may reach over New Year."""
    around = {near for year in years for near in (year - 1, year, year + 1)}
    try:
        return holidays.country_holidays(country, subdiv=region or None, years=around, expand=False, **how)
    except NotImplementedError as unknown:
        raise UnknownCountry(f"No public holidays are known for {country}/{region}.") from unknown


def _spoken(country: str, region: str, language: str) -> str | None:
    known = _listed(country, region, ())
    wished = LANGUAGES.get(language, ())
    return next((name for name in wished if name in known.supported_languages), known.default_language)


def _speaks(country: str, region: str, language: str) -> bool:
    return _spoken(country, region, language) in LANGUAGES.get(language, ())


def _named(festival: str) -> str:
    """In the active language where our catalogue has it; else as the country writes it."""
    return str(FESTIVALS.get(festival, festival))


def _weekends_beside(found: HolidayBase) -> set[date]:
    """Weekend days that touch a holiday, themselves or through another weekend day, and are not worked."""
    beside: set[date] = set()
    for holiday in found:
        for step in (DAY, -DAY):
            day = holiday + step
            while day not in found and found.is_weekend(day) and day not in found.weekend_workdays:
                beside.add(day)
                day += step
    return beside


@lru_cache(maxsize=256)
def holiday_names(country: str, region: str, year: int, language: str) -> Mapping[date, str]:
    """Each day off of the year with its name in the language, or in the country's own.

    In an announced span every day bears the name of the festival it belongs to. Raises UnknownCountry.
    """
    if country in ANNOUNCED_AS_SPANS and not _speaks(country, region, language):
        own = holiday_names(country, region, year, "zh-hans")
        with translation.override(language):
            return {day: _named(name) for day, name in own.items()}
    found = _listed(country, region, [year], language=_spoken(country, region, language))
    if country not in ANNOUNCED_AS_SPANS:
        return {day: name for day, name in found.items() if day.year == year}
    days = found.keys() | _weekends_beside(found)
    festivals = {day: found[day] for day in _festivals(country, region, year) if day in found}
    return {day: _festival_of(day, festivals, days) for day in days if day.year == year}


def _festivals(country: str, region: str, year: int) -> list[date]:
    """The days that are holidays in their own right, neither observed later nor exchanged for a weekend."""
    own = _listed(country, region, [year], observed=False, language="zh_CN")
    exchanged = own.substituted_label.split("%s")[0]
    return [day for day, name in own.items() if not name.startswith(exchanged)]


def _festival_of(day: date, festivals: Mapping[date, str], days: Iterable[date]) -> str:
    """The festival's name on that day, else of the nearest before it in the same span, else after it."""
    for step in (-DAY, DAY):
        near = day
        while near in days:
            if near in festivals:
                return festivals[near]
            near += step
    return ""
