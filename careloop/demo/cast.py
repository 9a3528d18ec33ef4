"""The small company that tests, demo and pictures share. It stands in one call and answers by name."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from careloop import presets
from careloop.catalog.models import Brand, Family, FaultCode, ProductModel
from careloop.catalog.rules import search_text
from careloop.customers.models import WarrantyTerms
from careloop.demo import company
from careloop.kit.epochs.copy import move
from careloop.org.access import Actor, actor_of
from careloop.org.models import Calendar, Holding, Person, PersonSkill, Post, Skill, Unit, Zone

PASSWORD = "careloop-demo"  # noqa: S105 - of the demo, which is reachable from this machine only
BEGAN_ON = date(2020, 1, 1)


@dataclass
class Cast:
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    zones: dict[str, Zone] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    models: dict[str, ProductModel] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)

    def actor(self, username: str, at: datetime) -> Actor:
        """The person of that user name at work at a moment."""
        return actor_of(self.people[username], now=at)

    def language_of(self, actor: Actor) -> str:
        return next(person.language for person in self.people.values() if person.pk == actor.person_id)

    def of_post(self, post: str, unit: str) -> list[Person]:
        return [self.people[p.username] for p in company.PEOPLE if p.post == post and p.unit == unit]


def names(four: tuple[str, str, str, str]) -> dict[str, str]:
    return dict(zip(company.LANGUAGES, four, strict=True))


@transaction.atomic
def build(at: datetime) -> Cast:
    """The preset `branch` and its company, in an empty database."""
    presets.load("branch", at)
    cast = Cast()
    _units(cast)
    _skills_and_people(cast)
    _catalog(cast)
    for kind in ("org", "catalog", "customers"):
        move(kind)
    return cast


def is_missing() -> bool:
    """Whether the database holds a company, and it is not this one."""
    return Person.objects.exists() and Unit.objects.filter(code__in=_codes()).count() < len(_codes())


def build_if_new(at: datetime) -> None:
    if not Person.objects.exists():
        build(at)


def _codes() -> list[str]:
    return [unit.code for unit in company.UNITS]


def find() -> Cast:
    """The cast of a database in which it was built."""
    return Cast(
        units={unit.code: unit for unit in Unit.objects.select_related("calendar")},
        people={person.username: person for person in Person.objects.select_related("unit")},
        zones={f"{zone.unit.code} {zone.kind}": zone for zone in Zone.objects.select_related("unit")},
        families={family.code: family for family in Family.objects.all()},
        models={model.code: model for model in ProductModel.objects.select_related("family")},
        skills={skill.code: skill for skill in Skill.objects.all()},
    )


def sign_ins() -> list[tuple[str, str, str]]:
    """Post, user name and password of one person of each post."""
    shown: dict[str, str] = {}
    for person in company.PEOPLE:
        shown.setdefault(person.post, person.username)
    for post, username in (("director", "zhao.min"), ("clerk", "li.wen"), ("technician", "chen.jianguo")):
        shown[post] = username
    posts = {post.code: str(post) for post in Post.objects.all()}
    return [(posts[code], username, PASSWORD) for code, username in shown.items() if code in posts]


def _units(cast: Cast) -> None:
    calendar = Calendar.objects.get()
    for data in company.UNITS:
        cast.units[data.code] = Unit.objects.create(
            code=data.code,
            kind=data.kind,
            names=names(data.names),
            parent=cast.units.get(data.parent),
            address=data.address,
            phone=data.phone,
            calendar=calendar,
        )
    for zone in company.ZONES:
        cast.zones[f"{zone.unit} {zone.kind}"] = Zone.objects.create(
            unit=cast.units[zone.unit], kind=zone.kind, names=names(zone.names), words=zone.words
        )


def _skills_and_people(cast: Cast) -> None:
    for code, four in company.SKILLS.items():
        cast.skills[code] = Skill.objects.create(code=code, names=names(four))
    posts = {post.code: post for post in Post.objects.all()}
    # One hash for all: it is the same password, and hashing is slow on purpose.
    password = make_password(PASSWORD)
    for data in company.PEOPLE:
        person = Person.objects.create(
            username=data.username,
            name=data.name,
            unit=cast.units[data.unit],
            email=f"{data.username}@example.com",
            phone="",
            language=data.language,
            password=password,
        )
        cast.people[data.username] = person
        Holding.objects.create(person=person, post=posts[data.post], unit=person.unit, from_on=BEGAN_ON)
        for skill, level in data.skills.items():
            PersonSkill.objects.create(person=person, skill=cast.skills[skill], level=level)


def _catalog(cast: Cast) -> None:
    for code, (four, skill) in company.FAMILIES.items():
        cast.families[code] = Family.objects.create(code=code, names=names(four), skill=cast.skills[skill])
        labour, parts, travel = company.WARRANTY[code]
        WarrantyTerms.objects.create(
            family=cast.families[code],
            labour_months=labour,
            parts_months=parts,
            travel_months=travel,
            from_on=BEGAN_ON,
        )
    brands = {name: Brand.objects.create(name=name) for name in company.BRANDS}
    for code, family, brand in company.MODELS:
        said = cast.families[family].names
        cast.models[code] = ProductModel.objects.create(
            code=code,
            names=said,
            family=cast.families[family],
            brand=brands[brand],
            search=search_text(code, said),
        )
    faults: dict[str, FaultCode] = {}
    for family, kind, code, parent, four in company.FAULTS:
        faults[code] = FaultCode.objects.create(
            family=cast.families.get(family),
            kind=kind,
            code=code,
            names=names(four),
            parent=faults.get(parent),
        )
