"""Moments, spans and hours as each language writes them. Pure: the present moment is handed in."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Month and day alone, and with the year; the weekday is set beside them by the language's own habit.
# Spanish months are written small ("b").
DAY_FORMATS = {"en": ("j M", "j M Y"), "es": ("j b", "j b Y"), "zh": ("m-d", "Y-m-d")}
CHINESE_WEEKDAYS = {"zh-hans": ("周", "一二三四五六日"), "zh-hant": ("週", "一二三四五六日")}


def day(on: date, today: date | None = None, *, words: bool = True, inside: bool = False) -> str:
    """As in "Thu 24 Sep" or "09-24 周四"; near days in words; the year when it is not this year's.

    inside: it stands within a sentence, where "today" begins small.
    """
    if today is not None and words:
        near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}.get((on - today).days)
        if near:
            return near[0].lower() + near[1:] if inside else near
    language = get_language() or "en"
    short, full = _formats()
    written = date_format(on, short if today is not None and on.year == today.year else full)
    if language in CHINESE_WEEKDAYS:
        week, names = CHINESE_WEEKDAYS[language]
        return f"{written} {week}{names[on.weekday()]}"
    return f"{date_format(on, 'D')} {written}"


def plain_day(on: date) -> str:
    """As in "2 Oct 2024" or "2024-10-02": a day of a purchase or a warranty, where no weekday matters."""
    return date_format(on, _formats()[1])


def month(on: date) -> str:
    """As in "Sep 2026", "sep 2026" or "2026-09": for the heads of narrow columns."""
    return date_format(on, _formats()[1].removeprefix("j ").removesuffix("-d"))


def moment(at: datetime, now: datetime | None = None, *, words: bool = True, inside: bool = False) -> str:
    """As in "Thu 24 Sep, 16:30", or "Today 16:30" when `now` is given; in the active time zone."""
    local, today = _local(at), _local(now).date() if now else None
    near = words and today is not None and abs((local.date() - today).days) <= 1
    between = " " if near or (get_language() or "").startswith("zh") else ", "
    return f"{day(local.date(), today, words=words, inside=inside)}{between}{local:%H:%M}"


def span(from_at: datetime, until_at: datetime, now: datetime | None = None) -> str:
    """As in "Mon 28 Sep, 13:30–15:00"; over midnight both days are named."""
    start, end = _local(from_at), _local(until_at)
    if start.date() == end.date():
        return f"{moment(from_at, now)}–{end:%H:%M}"
    return f"{moment(from_at, now)} – {moment(until_at, now)}"


def hours(length: timedelta) -> str:
    """As in "2:12"; hours run on past a day, and less than nothing has a minus sign."""
    seconds = int(length.total_seconds())
    minutes = abs(seconds) // 60
    sign = "−" if seconds < 0 and minutes else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}"


def days(length: timedelta, day_length: timedelta) -> str:
    """As in "6 d 5 h", in days of so many hours; what is less than two of them keeps its minutes."""
    whole, rest = divmod(abs(length), day_length) if day_length else (0, length)
    if whole < 2:
        return hours(length)
    words = {"days": whole, "hours": rest // timedelta(hours=1)}
    written = _("%(days)s d %(hours)s h") % words if words["hours"] else _("%(days)s d") % words
    return f"−{written}" if length < timedelta(0) else written


def _formats() -> tuple[str, str]:
    language = get_language() or "en"
    return DAY_FORMATS["zh" if language.startswith("zh") else "es" if language == "es" else "en"]


def _local(at: datetime) -> datetime:
    return timezone.localtime(at) if timezone.is_aware(at) else at
