"""Working time, pure: when so many hours have been worked, and how many were worked between two moments."""

from careloop.kit.calendar.count import NoWorkingTime, add, between, subtract
from careloop.kit.calendar.explain import Counted, NotCounted, intervals
from careloop.kit.calendar.hours import ALWAYS, Hours, Interval, Week, WorkingCalendar, always
from careloop.kit.calendar.public import PublicHolidays, UnknownCountry, holiday_names, holidays_of

__all__ = [
    "ALWAYS",
    "Counted",
    "Hours",
    "Interval",
    "NoWorkingTime",
    "NotCounted",
    "PublicHolidays",
    "UnknownCountry",
    "Week",
    "WorkingCalendar",
    "add",
    "always",
    "between",
    "holiday_names",
    "holidays_of",
    "intervals",
    "subtract",
]
