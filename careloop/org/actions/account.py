"""Somebody's place in the company and how they sign in: changed, ended, taken up again."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from careloop.kit import journal, resolvers
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, WrongMoment, action, require
from careloop.kit.names import listed
from careloop.org import permissions
from careloop.org.actions.record import change_row
from careloop.org.models import ApiToken, Holding, Person
from careloop.org.queries.people import local_day

DAY = timedelta(days=1)
MANAGE = permissions.MANAGE_PEOPLE


class NotOneself(WrongMoment):
    sentence = _("Nobody ends their own work here: ask another who manages people.")


class StillHasWork(WrongMoment):
    sentence = _("%(name)s still has this to do; give it to somebody else first: %(what)s.")


@action
def change(person: Person, *, actor: Actor, at: datetime, **facts: Any) -> Person:
    """Name, e-mail, phone, language, unit."""
    _require_over(person, actor, at)
    if "unit" in facts:
        require(actor, MANAGE, facts["unit"].pk)
    change_row(
        person, facts,
        word="org.person.change", document=_document(person),
        what=tell.person(person.pk, person.name), actor=actor, at=at,
    )  # fmt: skip
    return person


@action
def leave(person: Person, *, actor: Actor, at: datetime) -> Person:
    """Ends posts, sessions and tokens; what the person did stays under their name."""
    _require_over(person, actor, at)
    if person.pk == actor.person_id:
        raise NotOneself
    if left := resolvers.work_of_person(person.pk):
        raise StillHasWork(name=person.name, what=listed(left))
    today = local_day(person.unit_id, at)
    held = Holding.objects.filter(person=person).exclude(until_on__lte=today)
    held.filter(from_on__gt=today).delete()
    for holding in held:
        # A post that began today ends tomorrow: a period is never empty. Who is not active has no rights.
        holding.until_on = max(today, holding.from_on + DAY)
        holding.save(update_fields=["until_on"])
    person.is_active = False
    person.save(update_fields=["is_active"])
    ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
    for session in UserSession.objects.filter(user=person):
        session.end()
    move("org")
    _journal("org.person.leave", person, actor, at)
    return person


@action
def come_back(person: Person, *, actor: Actor, at: datetime) -> Person:
    """May sign in again, without any post; they are appointed as somebody new is."""
    require(actor, MANAGE, person.unit_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    move("org")
    _journal("org.person.come_back", person, actor, at)
    return person


@action
def give_password(person: Person, *, password: str, actor: Actor, at: datetime) -> Person:
    """For one sign-in: then the person chooses another. Ends the sessions under the old one."""
    _require_over(person, actor, at)
    person.set_password(password)
    person.must_choose_password = person.pk != actor.person_id
    person.save(update_fields=["password", "must_choose_password"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    _journal("org.person.give_password", person, actor, at)
    return person


def _require_over(person: Person, actor: Actor, at: datetime) -> None:
    """Who changes how somebody signs in could sign in as them, so the right is asked for wherever that person
    holds a post, not in their own unit alone."""
    today = local_day(person.unit_id, at)
    held = Holding.objects.filter(person=person).exclude(until_on__lte=today)
    for unit_id in {person.unit_id, *held.values_list("unit_id", flat=True)}:
        require(actor, MANAGE, unit_id)


def _document(person: Person) -> str:
    return f"person:{person.pk}"


def _journal(word: str, person: Person, actor: Actor, at: datetime) -> None:
    told = {"person": tell.person(person.pk, person.name)}
    journal.record(word, document=_document(person), actor=actor, at=at, told=told)
