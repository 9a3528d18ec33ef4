from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from careloop.kit import clocks, journal
from careloop.kit.calendar import WorkingCalendar
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require
from careloop.org import permissions
from careloop.org.models import Calendar, SpecialDay, Unit, WeekPattern
from careloop.org.queries.calendar import hours_of


class HoursDoNotFit(Unacceptable):
    sentence = _("These hours overlap or run backwards.")


@action
def set_week(
    calendar: Calendar, *, week: dict[str, list[list[str]]], from_on: date, actor: Actor, at: datetime
) -> WeekPattern:
    """The hours of the week from a date on; running clocks are counted anew, stopped ones never."""
    require(actor, permissions.MANAGE_CALENDAR, None)
    _check(week)
    pattern, _new = WeekPattern.objects.update_or_create(
        calendar=calendar, from_on=from_on, defaults={"week": week}
    )
    _changed(calendar, None, actor, at, word="org.calendar.set_week", from_on=from_on.isoformat())
    return pattern


@action
def set_special_day(
    calendar: Calendar,
    *,
    on: date,
    intervals: list[list[str]],
    label: str,
    actor: Actor,
    at: datetime,
    unit: Unit | None = None,
) -> SpecialDay:
    """A day with hours of its own (none: closed), for everybody on the calendar or for one unit."""
    require(actor, permissions.MANAGE_CALENDAR, unit.pk if unit else None)
    _check({str(on.weekday()): intervals})
    day, _new = SpecialDay.objects.update_or_create(
        calendar=calendar, unit=unit, on=on, defaults={"intervals": intervals, "label": label}
    )
    _changed(calendar, unit, actor, at, word="org.calendar.set_day", on=on.isoformat(), label=label)
    return day


@action
def remove_special_day(day: SpecialDay, *, actor: Actor, at: datetime) -> None:
    require(actor, permissions.MANAGE_CALENDAR, day.unit_id)
    day.delete()
    _changed(day.calendar, day.unit, actor, at, word="org.calendar.remove_day", on=day.on.isoformat())


def _check(week: dict[str, list[list[str]]]) -> None:
    try:
        WorkingCalendar("UTC", {int(day): hours_of(stored) for day, stored in week.items()})
    except (ValueError, TypeError, ValidationError) as error:
        raise HoursDoNotFit from error


def _changed(
    calendar: Calendar, unit: Unit | None, actor: Actor, at: datetime, *, word: str, **told: Any
) -> None:
    move("org")
    document = f"unit:{unit.code}" if unit else f"calendar:{calendar.pk}"
    journal.record(
        word, document=document, actor=actor, at=at, told={"calendar": tell.names(calendar.names), **told}
    )
    units = [unit] if unit else list(calendar.units.all())
    for each in units:
        clocks.recompute_unit(each.pk, from_at=at)
