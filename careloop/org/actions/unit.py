from datetime import datetime, timedelta
from typing import Any

from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from careloop.kit import journal, resolvers
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.recount import recount_unit
from careloop.kit.epochs.copy import move
from careloop.kit.jobs import enqueue_after_commit
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import (
    Actor,
    Unacceptable,
    WrongMoment,
    action,
    require,
    require_everywhere,
    whole,
)
from careloop.kit.names import listed
from careloop.org import permissions
from careloop.org.actions.record import change_row
from careloop.org.models import Calendar, FormerHours, Person, SpecialDay, Unit, Zone
from careloop.org.queries.people import holdings_on, local_day

MOST_NAMED = 5
DAY = timedelta(days=1)


class CountedInItsTimeZone(Unacceptable):
    sentence = _("Deadlines were counted in this time zone already, so it stays.")


class IsTheTop(WrongMoment):
    sentence = _("The unit at the top cannot be closed.")


class HasUnitsBelow(WrongMoment):
    sentence = _("These units below are open; close them first: %(what)s.")


class HasPeople(WrongMoment):
    sentence = _("These people belong there or hold a post there; move them first: %(what)s.")


class HasOpenWork(WrongMoment):
    sentence = _("This is still open there; pass it on or close it first: %(what)s.")


class ZoneInUse(WrongMoment):
    sentence = _("Cases name this zone, so it stays; its words and its class can be changed.")


@action
def add(
    *,
    code: str,
    kind: str,
    names: dict[str, str],
    parent: Unit | None,
    actor: Actor,
    at: datetime,
    **facts: Any,
) -> Unit:
    if parent is None:
        require_everywhere(actor, permissions.MANAGE_UNITS)
    else:
        require(actor, permissions.MANAGE_UNITS, parent.pk)
    unit = Unit(code=code, kind=kind, names=names, parent=parent, **facts)
    whole(unit).save(force_insert=True)
    move("org")
    journal.record(
        "org.unit.add", document=f"unit:{code}", actor=actor, at=at, told={"unit": tell.names(names)}
    )
    return unit


@action
def change(unit: Unit, *, actor: Actor, at: datetime, **facts: Any) -> Unit:
    """Names, address, phone, calendar, time zone. Another calendar holds from tomorrow where deadlines were
    counted already; then the running clocks are counted anew."""
    require(actor, permissions.MANAGE_UNITS, unit.pk)
    counted = Clock.objects.filter(unit_id=unit.pk).exists()
    if counted and facts.get("time_zone", unit.time_zone) != unit.time_zone:
        raise CountedInItsTimeZone(errors={"time_zone": [CountedInItsTimeZone.sentence]})
    before = unit.calendar
    changed = change_row(
        unit, facts,
        word="org.unit.change", document=_document(unit), what=tell.names(unit.names), actor=actor, at=at,
    )  # fmt: skip
    if counted and "calendar" in changed:
        _keep_former_hours(unit, before, at)
        enqueue_after_commit(recount_unit, unit.pk)
    return unit


def _keep_former_hours(unit: Unit, before: Calendar, at: datetime) -> None:
    """Days of the unit's own that are still to come go along to the new calendar."""
    tomorrow = local_day(unit.pk, at) + DAY
    # Changed again on the same day: what held until now is what it began the day with.
    FormerHours.objects.get_or_create(unit=unit, until_on=tomorrow, defaults={"calendar": before})
    SpecialDay.objects.filter(unit=unit, calendar=before, on__gte=tomorrow).update(calendar=unit.calendar)


@action
def close(unit: Unit, *, actor: Actor, at: datetime) -> Unit:
    """Nothing new is done there; what was done stays. Refused while anybody or anything is left there."""
    if unit.parent_id is None:
        raise IsTheTop
    require(actor, permissions.MANAGE_UNITS, unit.parent_id)
    today = local_day(unit.pk, at)
    _refuse(HasUnitsBelow, [str(each) for each in unit.children.filter(closed_on=None)])
    held = holdings_on(today).filter(unit=unit).values("person_id")
    people = Person.objects.filter(Q(unit=unit) | Q(pk__in=held), is_active=True)
    _refuse(HasPeople, [person.name for person in people])
    _refuse(HasOpenWork, resolvers.work_of_unit(unit.pk))
    unit.closed_on = today
    unit.save(update_fields=["closed_on"])
    move("org")
    _journal("org.unit.close", unit, actor, at, {"unit": tell.names(unit.names)})
    return unit


def _refuse(refusal: type[WrongMoment], left: list[str]) -> None:
    if left:
        more = ["…"] if len(left) > MOST_NAMED else []
        raise refusal(what=listed([*left[:MOST_NAMED], *more]))


@action
def add_zone(
    unit: Unit, *, kind: str, names: dict[str, str], words: list[str], actor: Actor, at: datetime
) -> Zone:
    require(actor, permissions.MANAGE_UNITS, unit.pk)
    zone = Zone(unit=unit, kind=kind, names=names, words=words)
    whole(zone).save(force_insert=True)
    move("org")
    journal.record(
        "org.zone.add",
        document=f"unit:{unit.code}",
        actor=actor,
        at=at,
        told={"zone": tell.names(names), "kind": tell.word(zone.get_kind_display())},
    )
    return zone


@action
def change_zone(zone: Zone, *, actor: Actor, at: datetime, **facts: Any) -> Zone:
    """Class, names and words; what has begun keeps the limit it began under."""
    require(actor, permissions.MANAGE_UNITS, zone.unit_id)
    change_row(
        zone, facts,
        word="org.zone.change", document=_document(zone.unit), what=tell.names(zone.names), actor=actor, at=at,
    )  # fmt: skip
    return zone


@action
def remove_zone(zone: Zone, *, actor: Actor, at: datetime) -> None:
    require(actor, permissions.MANAGE_UNITS, zone.unit_id)
    told = {"zone": tell.names(zone.names)}
    try:
        zone.delete()
    except ProtectedError as error:
        raise ZoneInUse from error
    move("org")
    _journal("org.zone.remove", zone.unit, actor, at, told)


def _document(unit: Unit) -> str:
    return f"unit:{unit.code}"


def _journal(word: str, unit: Unit, actor: Actor, at: datetime, told: dict[str, Any]) -> None:
    journal.record(word, document=_document(unit), actor=actor, at=at, told=told)
