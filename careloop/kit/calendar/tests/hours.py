"""The hours that the tests of the calendar count with."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from careloop.kit.calendar import WorkingCalendar, holidays_of

DAY = ((time(9), time(12)), (time(13, 30), time(18)))
SIX_DAYS = dict.fromkeys(range(6), DAY)
CHINA = holidays_of("CN", years=range(2025, 2028))
PRESET = WorkingCalendar("Asia/Shanghai", SIX_DAYS, CHINA.days, make_up=CHINA.make_up, country="CN")


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
