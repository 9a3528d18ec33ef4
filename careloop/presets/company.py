"""A company of one's own begins with its headquarters and one person, who adds the rest on the pages."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import System
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.org.actions import people, unit
from careloop.org.models import Calendar, Person, Post
from careloop.org.queries.people import local_day


class BegunAlready(Unacceptable):
    sentence = _("This database has people already; the first of them adds the others on the pages.")


@transaction.atomic
def begin(name: str, code: str, username: str, password: str, at: datetime) -> Person:
    """The headquarters with the preset's calendar, and its administrator. Raises BegunAlready, Unacceptable."""
    if Person.objects.exists():
        raise BegunAlready
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Unacceptable(" ".join(weak.messages), errors={"password": weak.messages}) from weak
    house = System(at)
    top = unit.add(
        code=code,
        kind="headquarters",
        names={"en": name},
        parent=None,
        calendar=Calendar.objects.get(),
        actor=house,
        at=at,
    )
    first = people.add(username=username, name=username, unit=top, password=password, actor=house, at=at)
    people.appoint(
        first,
        post=Post.objects.get(code="administrator"),
        unit=top,
        from_on=local_day(top.pk, at),
        actor=house,
        at=at,
    )
    return first
