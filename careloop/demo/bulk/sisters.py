"""Sister units of the played ones, each with zones and people of its own: a company grows in width as well."""

from dataclasses import dataclass, field

from careloop.demo import cast as casts
from careloop.demo import company
from careloop.kit.epochs.copy import move
from careloop.org.models import Holding, Person, PersonSkill, Unit, Zone

Ids = dict[int, int]


@dataclass
class Sister:
    """Which of its rows stands for which of the played company: ids of units, zones and people."""

    index: int
    units: Ids = field(default_factory=dict)
    zones: Ids = field(default_factory=dict)
    people: Ids = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        return f"{self.index:03}" if self.index else ""


def sisters(count: int) -> list[Sister]:
    """The played company and `count - 1` others beside it."""
    cast = casts.find()
    own = Sister(
        0,
        units={unit.pk: unit.pk for unit in cast.units.values()},
        zones={zone.pk: zone.pk for zone in cast.zones.values()},
        people={person.pk: person.pk for person in cast.people.values()},
    )
    made = [own, *(_sister(cast, index) for index in range(1, count))]
    move("org")
    return made


def _sister(cast: casts.Cast, index: int) -> Sister:
    made = Sister(index)
    top = cast.units[company.UNITS[0].code]
    for unit in cast.units.values():
        made.units[unit.pk] = unit.pk if unit == top else _unit(unit, made.suffix).pk
    for zone in cast.zones.values():
        copied = Zone(unit_id=made.units[zone.unit_id], kind=zone.kind, names=zone.names, words=zone.words)
        copied.save()
        made.zones[zone.pk] = copied.pk
    for person in cast.people.values():
        made.people[person.pk] = person.pk if person.unit == top else _person(person, made).pk
    return made


def _unit(unit: Unit, suffix: str) -> Unit:
    names = {language: f"{name} {suffix}" for language, name in unit.names.items()}
    same = {"kind": unit.kind, "parent_id": unit.parent_id, "address": unit.address, "phone": unit.phone}
    return Unit.objects.create(
        code=f"{unit.code}{suffix}", names=names, calendar=unit.calendar, time_zone=unit.time_zone, **same
    )


def _person(person: Person, made: Sister) -> Person:
    copied = Person.objects.create(
        username=f"{person.username}.{made.suffix}",
        name=person.name,
        unit_id=made.units[person.unit_id],
        email=f"{person.username}.{made.suffix}@example.com",
        language=person.language,
        password=person.password,
    )
    Holding.objects.bulk_create(
        Holding(person=copied, post_id=held.post_id, unit_id=copied.unit_id, from_on=held.from_on)
        for held in person.holdings.all()
    )
    PersonSkill.objects.bulk_create(
        PersonSkill(person=copied, skill_id=can.skill_id, level=can.level) for can in person.skills.all()
    )
    return copied
