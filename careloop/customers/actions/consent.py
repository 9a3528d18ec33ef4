from datetime import datetime

from django.utils.translation import gettext_lazy as _

from careloop.customers import permissions
from careloop.customers.actions.record import check_kept, tell_customer
from careloop.customers.actions.valid import valid
from careloop.customers.models import Consent, Customer
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, WrongMoment, action, require


class AlreadyWithdrawn(WrongMoment):
    sentence = _("This consent was withdrawn already.")


@action
def consent(
    customer: Customer,
    *,
    purpose: str,
    channel: str,
    text_version: str,
    actor: Actor,
    at: datetime,
    how: str = "",
) -> Consent:
    """Records what the customer agreed to, with the version of the words they agreed to."""
    require(actor, permissions.CHANGE, None)
    check_kept(customer)
    given = Consent(
        customer=customer, purpose=purpose, channel=channel, text_version=text_version, how=how, given_at=at
    )
    valid(given).save(force_insert=True)
    _tell("consent", given, actor, at)
    return given


@action
def withdraw(consent: Consent, *, actor: Actor, at: datetime) -> None:
    require(actor, permissions.CHANGE, None)
    if at < consent.given_at:
        raise Unacceptable(errors={"at": [_("This lies before it was given.")]})
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise AlreadyWithdrawn
    consent.withdrawn_at = at
    _tell("withdraw", consent, actor, at)


def _tell(verb: str, consent: Consent, actor: Actor, at: datetime) -> None:
    told = {
        "purpose": tell.word(Consent.Purpose(consent.purpose).label),
        "channel": tell.word(Consent.Channel(consent.channel).label),
        "text_version": consent.text_version,
    }
    tell_customer(verb, consent.customer, actor, at, told)
