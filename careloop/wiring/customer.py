"""The customer is kept informed at each step, by e-mail or else by SMS (clause E process 3.1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.customers.models import Customer
from careloop.kit import journal
from careloop.kit.journal import tell
from careloop.kit.journal.words import register
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.reactions import Reaction
from careloop.kit.notices import Recipient, preview, send
from careloop.service.models import Case, Order

CHANNELS = {"email": _("e-mail"), "sms": _("SMS")}

register("service.case.message", _("told the customer by %(channel)s: %(text)s"))


def tell_customer(name: str) -> Reaction:
    def reaction(row: Case | Order, *, actor: Actor, at: datetime) -> None:
        case = row.case if isinstance(row, Order) else row
        to = recipient_of(case.customer, case.unit.time_zone) if case.customer else None
        if to is None:
            return
        params = _params(case, row if isinstance(row, Order) else None)
        send(name, to=to, params=params, document=row.number, thread=case.number, at=at)
        journal.record(
            "service.case.message",
            document=row.number,
            thread=case.number,
            actor=actor,
            at=at,
            told={
                "channel": tell.word(CHANNELS[to.channel]),
                "text": preview(name, to.language, params, to.zone).body.strip(),
            },
            tone="told",
        )

    return reaction


def recipient_of(customer: Customer, zone: str) -> Recipient | None:
    """Their e-mail address, else a phone that can be written to; None for who left neither."""
    if customer.email:
        return Recipient(address=customer.email, channel="email", language=customer.language, zone=zone)
    phone = next((phone.e164 for phone in customer.phones.all() if phone.e164), "")
    if not phone:
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
