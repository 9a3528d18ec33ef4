"""The calendars themselves; their weeks and days are changed in `calendar`."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.calendar import UnknownCountry, holidays_of
from careloop.kit.clocks.models import Clock
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require_everywhere, whole
from careloop.org import permissions
from careloop.org.actions.record import change_row
from careloop.org.models import Calendar, WeekPattern


class NoSuchPlace(Unacceptable):
    sentence = _("The public holidays of this country or region are not known.")


class CountedByItsHolidays(Unacceptable):
    sentence = _("Deadlines were counted by these holidays: add a calendar and give it to the units instead.")


@action
def add(
    *, names: dict[str, str], country: str, region: str = "", like: Calendar, actor: Actor, at: datetime
) -> Calendar:
    """Hours of its own, which begin as those of another calendar: no calendar is without a week."""
    require_everywhere(actor, permissions.MANAGE_CALENDAR)
    calendar = Calendar(names=names, country=country, region=region)
    _check_place(country, region, at)
    whole(calendar).save(force_insert=True)
    WeekPattern.objects.bulk_create(
        WeekPattern(calendar=calendar, from_on=each.from_on, week=each.week) for each in like.patterns.all()
    )
    move("org")
    document = f"calendar:{calendar.pk}"
    told = {"what": tell.names(names)}
    journal.record("org.calendar.add", document=document, actor=actor, at=at, told=told)
    return calendar


@action
def change(calendar: Calendar, *, actor: Actor, at: datetime, **facts: Any) -> Calendar:
    """Names; country and region too, as long as no deadline was counted by its holidays."""
    require_everywhere(actor, permissions.MANAGE_CALENDAR)
    _check_place(facts.get("country", calendar.country), facts.get("region", calendar.region), at)
    what = tell.names(calendar.names)
    if (
        _is_elsewhere(calendar, facts)
        and Clock.objects.filter(unit_id__in=calendar.units.values("pk")).exists()
    ):
        raise CountedByItsHolidays(errors={"country": [CountedByItsHolidays.sentence]})
    change_row(
        calendar, facts,
        word="org.calendar.change", document=f"calendar:{calendar.pk}", what=what, actor=actor, at=at,
    )  # fmt: skip
    return calendar


def _is_elsewhere(calendar: Calendar, facts: dict[str, Any]) -> bool:
    return any(
        facts.get(name, getattr(calendar, name)) != getattr(calendar, name) for name in ("country", "region")
    )


def _check_place(country: str, region: str, at: datetime) -> None:
    try:
        holidays_of(country, region, [at.year])
    except UnknownCountry as error:
        raise NoSuchPlace(errors={"region" if region else "country": [NoSuchPlace.sentence]}) from error
