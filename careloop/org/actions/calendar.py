from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.calendar import Hours, WorkingCalendar
from careloop.kit.clocks.queries import stopped_since
from careloop.kit.clocks.recount import recount_unit
from careloop.kit.epochs.copy import move
from careloop.kit.jobs import enqueue_after_commit
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require, require_everywhere
from careloop.org import permissions
from careloop.org.models import Calendar, SpecialDay, Unit, WeekPattern
from careloop.org.queries.calendar import calendar_of, hours_of


class HoursDoNotFit(Unacceptable):
    sentence = _("These hours overlap or run backwards.")


class HoursArePast(Unacceptable):
    """By those hours clocks were stopped that are never counted again, and they must go on adding up."""

    sentence = _("What has passed stays as it was: only hours from now on can be changed.")


@action
def set_week(
    calendar: Calendar, *, week: dict[str, list[list[str]]], from_on: date, actor: Actor, at: datetime
) -> WeekPattern:
    """The hours of the week from a date on; running clocks are counted anew, stopped ones never.

    Raises HoursDoNotFit, HoursArePast.
    """
    require_everywhere(actor, permissions.MANAGE_CALENDAR)
    hours = _checked(week)
    _demand_to_come(
        calendar.units.all(),
        from_on,
        at,
        lambda held: replace(held, later_weeks={**held.later_weeks, from_on: hours}),
    )
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
    """A day with hours of its own (none: closed), for everybody on the calendar or for one unit.

    Raises HoursDoNotFit, HoursArePast.
    """
    _require(actor, unit.pk if unit else None)
    (hours,) = _checked({str(on.weekday()): intervals}).values()
    _demand_to_come(
        _meant(calendar, unit, on), on, at, lambda held: replace(held, special={**held.special, on: hours})
    )
    day, _new = SpecialDay.objects.update_or_create(
        calendar=calendar, unit=unit, on=on, defaults={"intervals": intervals, "label": label}
    )
    _changed(calendar, unit, actor, at, word="org.calendar.set_day", on=on.isoformat(), label=label)
    return day


@action
def remove_special_day(day: SpecialDay, *, actor: Actor, at: datetime) -> None:
    """Raises HoursArePast."""
    _require(actor, day.unit_id)
    left = SpecialDay.objects.filter(calendar=day.calendar_id, unit=None, on=day.on).exclude(pk=day.pk)
    hours = {each.on: hours_of(each.intervals) for each in left}
    _demand_to_come(
        _meant(day.calendar, day.unit, day.on), day.on, at,
        lambda held: replace(held, special={**_without(held.special, day.on), **hours}),
    )  # fmt: skip
    day.delete()
    _changed(day.calendar, day.unit, actor, at, word="org.calendar.remove_day", on=day.on.isoformat())


def _require(actor: Actor, unit_id: int | None) -> None:
    """For a day of one unit the right there; for a day of everybody on the calendar, in the whole company."""
    if unit_id is None:
        require_everywhere(actor, permissions.MANAGE_CALENDAR)
    else:
        require(actor, permissions.MANAGE_CALENDAR, unit_id)


def _meant(calendar: Calendar, unit: Unit | None, on: date) -> list[Unit]:
    """The units whose hours a day changes: for everybody, those without a day of their own."""
    if unit:
        return [unit]
    own = SpecialDay.objects.filter(calendar=calendar, on=on).exclude(unit=None).values("unit")
    return list(calendar.units.exclude(pk__in=own))


def _demand_to_come(
    units: Iterable[Unit], on: date, at: datetime, changed: Callable[[WorkingCalendar], WorkingCalendar]
) -> None:
    """Of today the hours up to now must stay what they are, once a clock was stopped by them."""
    for unit in units:
        held = calendar_of(unit.pk, at)
        today = at.astimezone(held.tz).date()
        if on < today or (
            on == today
            and _until(held, on, at) != _until(changed(held), on, at)
            and stopped_since(unit.pk, datetime.combine(today, time.min, held.tz))
        ):
            raise HoursArePast


def _until(hours: WorkingCalendar, day: date, at: datetime) -> list[tuple[datetime, datetime]]:
    return [(start, min(end, at)) for start, end in hours.spans_on(day) if start < at]


def _without(days: Mapping[date, Hours], on: date) -> dict[date, Hours]:
    return {day: hours for day, hours in days.items() if day != on}


def _checked(week: dict[str, list[list[str]]]) -> Mapping[int, Hours]:
    try:
        return WorkingCalendar("UTC", {int(day): hours_of(stored) for day, stored in week.items()}).week
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
    # Thousands of clocks may run: the worker counts them, unit by unit, after the commit.
    for each in [unit] if unit else calendar.units.all():
        enqueue_after_commit(recount_unit, each.pk)
