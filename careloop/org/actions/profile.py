"""What people settle for themselves."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action
from careloop.org.models import Person


class UnknownLanguage(Unacceptable):
    sentence = _("There is no such language here.")


@action
def speak(*, language: str, actor: Actor) -> None:
    """The language of the actor's own pages and notices."""
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage
    Person.objects.filter(pk=actor.person_id).update(language=language)


@action
def password_chosen(person: Person) -> None:
    """The person knows the password alone."""
    Person.objects.filter(pk=person.pk).update(must_choose_password=False)
