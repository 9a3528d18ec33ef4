from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require, whole
from careloop.org import permissions
from careloop.org.models import Absence, Holding, Person, PersonSkill, Post, Skill, Unit


class NotTheirOwnPost(Unacceptable):
    sentence = _("A deputy is named for a post that the person holds.")


@action
def add(
    *,
    username: str,
    name: str,
    unit: Unit,
    actor: Actor,
    at: datetime,
    email: str = "",
    phone: str = "",
    language: str = "en",
    password: str | None = None,
) -> Person:
    require(actor, permissions.MANAGE_PEOPLE, unit.pk)
    person = Person(username=username, name=name, unit=unit, email=email, phone=phone, language=language)
    person.set_password(password)
    person.must_choose_password = password is not None and actor.person_id is not None
    whole(person).save(force_insert=True)
    _journal("org.person.add", person, actor, at)
    return person


@action
def appoint(
    person: Person,
    *,
    post: Post,
    unit: Unit,
    from_on: date,
    actor: Actor,
    at: datetime,
    until_on: date | None = None,
) -> Holding:
    """The person holds the post in that unit and below, from one date until before another."""
    require(actor, permissions.MANAGE_PEOPLE, unit.pk)
    holding = Holding.objects.create(person=person, post=post, unit=unit, from_on=from_on, until_on=until_on)
    move("org")
    _journal(
        "org.person.appoint", person, actor, at, post=tell.names(post.names), unit=tell.names(unit.names)
    )
    return holding


@action
def deputise(
    holding: Holding, *, deputy: Person, from_on: date, until_on: date, actor: Actor, at: datetime
) -> Holding:
    """Another holds the post for a time, with the same rights."""
    require(actor, permissions.MANAGE_PEOPLE, holding.unit_id)
    if holding.deputy_for_id is not None or deputy.pk == holding.person_id:
        raise NotTheirOwnPost
    standing_in = Holding.objects.create(
        person=deputy,
        post=holding.post,
        unit=holding.unit,
        from_on=from_on,
        until_on=until_on,
        deputy_for=holding.person,
    )
    move("org")
    _journal(
        "org.person.deputise",
        deputy,
        actor,
        at,
        post=tell.names(holding.post.names),
        holder=tell.person(holding.person_id, holding.person.name),
    )
    return standing_in


@action
def relieve(holding: Holding, *, until_on: date, actor: Actor, at: datetime) -> None:
    require(actor, permissions.MANAGE_PEOPLE, holding.unit_id)
    Holding.objects.filter(pk=holding.pk).update(until_on=until_on)
    move("org")
    _journal("org.person.relieve", holding.person, actor, at, post=tell.names(holding.post.names))


@action
def qualify(
    person: Person, *, skill: Skill, level: int, actor: Actor, at: datetime, until_on: date | None = None
) -> PersonSkill:
    require(actor, permissions.MANAGE_PEOPLE, person.unit_id)
    held, _new = PersonSkill.objects.update_or_create(
        person=person, skill=skill, defaults={"level": level, "until_on": until_on}
    )
    _journal("org.person.qualify", person, actor, at, skill=tell.names(skill.names))
    return held


@action
def be_absent(
    person: Person, *, from_at: datetime, until_at: datetime, reason: str, actor: Actor, at: datetime
) -> Absence:
    require(actor, permissions.MANAGE_PEOPLE, person.unit_id)
    absence = Absence(person=person, from_at=from_at, until_at=until_at, reason=reason)
    whole(absence).save(force_insert=True)
    _journal("org.person.be_absent", person, actor, at, period=tell.span(from_at, until_at))
    return absence


def _journal(word: str, person: Person, actor: Actor, at: datetime, **told: object) -> None:
    journal.record(
        word,
        document=f"person:{person.pk}",
        actor=actor,
        at=at,
        told={"person": tell.person(person.pk, person.name), **told},
    )
