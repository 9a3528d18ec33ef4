from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from careloop.kit.epochs.copy import Copy
from careloop.kit.names import say
from careloop.kit.resolvers import Contact
from careloop.org.models import Absence, Holding, Person, PersonSkill, Post
from careloop.org.queries.tree import TREE


def holdings_on(day: date) -> QuerySet[Holding]:
    return Holding.objects.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)


def local_day(unit_id: int, at: datetime) -> date:
    return at.astimezone(ZoneInfo(TREE.get().units[unit_id].time_zone)).date()


def people_in_post(post: str, unit_id: int, at: datetime) -> list[int]:
    """Active people who hold the post in the unit or, where nobody does, in the nearest unit above."""
    above = list(TREE.get().above(unit_id))
    held = holdings_on(local_day(unit_id, at)).filter(
        post__code=post, unit_id__in=above, person__is_active=True
    )
    by_unit: dict[int, list[int]] = {}
    for person_id, at_unit in held.values_list("person_id", "unit_id"):
        by_unit.setdefault(at_unit, []).append(person_id)
    return next((sorted(set(by_unit[unit])) for unit in above if unit in by_unit), [])


def people_who_may(capability: str, unit_id: int, at: datetime) -> list[int]:
    """Active people whose post allows it in the unit or, where nobody's does, in the nearest unit above."""
    for unit in TREE.get().above(unit_id):
        found = people_with(capability, [unit], local_day(unit_id, at)).values_list("pk", flat=True)
        if found:
            return sorted(found)
    return []


def people_of(unit_id: int, at: datetime) -> list[int]:
    return list(Person.objects.filter(unit_id=unit_id, is_active=True).values_list("pk", flat=True))


def person_by_username(username: str) -> int | None:
    return Person.objects.filter(username=username, is_active=True).values_list("pk", flat=True).first()


def person_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


POSTS: Copy[dict[str, Post]] = Copy("org", lambda: {post.code: post for post in Post.objects.all()})


def post_name(code: str) -> str:
    post = POSTS.get().get(code)
    return say(post.names) if post else code


def posts_with(capability: str) -> list[Post]:
    return [post for post in POSTS.get().values() if capability in post.capabilities]


def contact_of(person_id: int) -> Contact:
    person = Person.objects.only("language", "email", "phone").get(pk=person_id)
    return Contact(person.language, person.email, person.phone)


def people_with(capability: str, unit_ids: Iterable[int], day: date) -> QuerySet[Person]:
    """Active people whose post in one of these units allows it on that day, with their skills."""
    held = holdings_on(day).filter(post__in=posts_with(capability), unit_id__in=list(unit_ids))
    return (
        Person.objects.filter(pk__in=held.values("person_id"), is_active=True)
        .prefetch_related(Prefetch("skills", PersonSkill.objects.select_related("skill")))
        .order_by("name", "id")
    )


def units_with(capability: str, day: date) -> set[int]:
    """Units in which an active person's post allows it on that day."""
    held = holdings_on(day).filter(post__in=posts_with(capability), person__is_active=True)
    return set(held.values_list("unit_id", flat=True))


def has_skill(person: Person, skill_id: int | None, day: date) -> bool:
    """Whether the person holds the skill on that day; give people with their skills read (`people_with`)."""
    return skill_id is None or any(
        held.skill_id == skill_id and (held.until_on is None or held.until_on > day)
        for held in person.skills.all()
    )


def absences_between(person_ids: Iterable[int], from_at: datetime, until_at: datetime) -> dict[int, Any]:
    """Per person, the absences that touch the period."""
    found: dict[int, list[Absence]] = {}
    for absence in Absence.objects.filter(
        person_id__in=list(person_ids), from_at__lt=until_at, until_at__gt=from_at
    ):
        found.setdefault(absence.person_id, []).append(absence)
    return found
