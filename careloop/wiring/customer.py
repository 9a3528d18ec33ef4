"""The customer is kept informed at each step, by e-mail or else by SMS (clause E process 3.1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.customers.models import Consent, Customer
from careloop.customers.queries import withdrawn
from careloop.kit import journal
from careloop.kit.journal import tell
from careloop.kit.journal.words import register
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import AT_ONCE
from careloop.kit.lifecycle.reactions import Reaction
from careloop.kit.notices import Recipient, forget, leads_out, preview, send
from careloop.service.models import Case, Order

CHANNELS = {"email": _("e-mail"), "sms": _("SMS")}

register("service.case.message", _("wrote to the customer by %(channel)s: %(text)s"))
register(
    "service.case.message_unsent",
    _("would have written to the customer by %(channel)s, but that is not set up: %(text)s"),
)


def tell_customer(name: str) -> Reaction:
    def reaction(row: Case | Order, *, actor: Actor, at: datetime) -> None:
        # Entered later, it is written when it is entered; and nobody is told of a visit that is over.
        now = actor.entered_at
        if isinstance(row, Order) and at < now - AT_ONCE and row.window_until and row.window_until <= now:
            return
        case = row.case if isinstance(row, Order) else row
        to = recipient_of(case.customer, case.unit.time_zone) if case.customer else None
        if to is None:
            return
        params = _params(case, row if isinstance(row, Order) else None)
        send(name, to=to, params=params, document=row.number, thread=case.number, at=now)
        sent = leads_out(to.channel)
        journal.record(
            "service.case.message" if sent else "service.case.message_unsent",
            document=row.number,
            thread=case.number,
            actor=actor,
            at=now,
            told={
                "channel": tell.word(CHANNELS[to.channel]),
                "text": preview(name, to.language, params, to.zone).body.strip(),
            },
            tone="told" if sent else "internal",
        )

    return reaction


def recipient_of(customer: Customer, zone: str) -> Recipient | None:
    """Their e-mail address, else a phone that can be written to; None for who left neither.

    Messages about a case under way belong to what was agreed with the customer and ask for no consent
    beforehand. But who withdrew it for a channel does not want them there, and gets none there
    (docs/decisions/0016). What asks for consent (surveys, offers) must ask `consented` instead.
    """
    if customer.email and not withdrawn(customer, Consent.Purpose.MESSAGES, Consent.Channel.EMAIL):
        return Recipient(address=customer.email, channel="email", language=customer.language, zone=zone)
    phone = next((phone.e164 for phone in customer.phones.all() if phone.e164), "")
    if not phone or withdrawn(customer, Consent.Purpose.MESSAGES, Consent.Channel.SMS):
        return None
    return Recipient(address=phone, channel="sms", language=customer.language, zone=zone)


def _params(case: Case, order: Order | None) -> dict[str, Any]:
    """No personal values: the text also stands in the journal."""
    params: dict[str, Any] = {"case": case.number, "title": case.title, "unit": case.unit.names}
    params |= {"unit_phone": case.unit.phone}
    if order is not None and order.technician is not None:
        params |= {
            "technician": order.technician.name,
            "window_from": order.window_from,
            "window_until": order.window_until,
        }
    return params


def forget_messages(customer: Customer, *, actor: Actor, at: datetime) -> None:
    forget(Case.objects.filter(customer=customer).values_list("number", flat=True))
