"""Who pays: the facts for the proposal, and the words for its reason."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from careloop.catalog.models import Family
from careloop.customers import queries as customers
from careloop.customers.models import Customer, Device
from careloop.kit.names import listed
from careloop.kit.ui.moments import plain_day
from careloop.org.models import Unit
from careloop.org.queries.people import local_day
from careloop.service.models import Case
from careloop.service.rules import PayerFacts, Proposal, Why, propose_kind

REASONS = {
    Why.CONTRACT: _("contract %(contract)s until %(until)s"),
    Why.NO_TERMS: _("no warranty terms are known for this device"),
    Why.NO_DEVICE: _("the device is not known yet"),
    "chosen": _("chosen by hand: %(reason)s"),
    "history": _("taken over as history"),
}

# What is free, and since when the rest is charged, part by part.
OF_WARRANTY = (Why.WARRANTY, Why.WARRANTY_PARTLY, Why.OVER)
PARTS = {
    "labour": (_("labour free until %(day)s"), _("labour charged since %(day)s"), _("labour charged")),
    "parts": (_("parts free until %(day)s"), _("parts charged since %(day)s"), _("parts charged")),
    "travel": (_("travel free until %(day)s"), _("travel charged since %(day)s"), _("travel charged")),
}


def proposal(customer: Customer | None, device: Device | None, unit: Unit, at: datetime) -> Proposal:
    on = at.astimezone(ZoneInfo(unit.time_zone)).date()
    contract = customers.contract_for(customer, device, on) if customer else None
    coverage = customers.coverage_of(device, on) if device else None
    return propose_kind(
        PayerFacts(
            on=on,
            device_known=device is not None,
            contract_number=contract.number if contract else "",
            contract_until=contract.until_on if contract else None,
            labour_until=coverage.labour_until if coverage else None,
            parts_until=coverage.parts_until if coverage else None,
            travel_until=coverage.travel_until if coverage else None,
        )
    )


def reason_of(why: str, facts: dict[str, str], on: date) -> str:
    """The reason as a sentence in the reader's language, as it was on that day."""
    if why in OF_WARRANTY:
        return listed(_part(facts.get(name, ""), on, *words) for name, words in PARTS.items())
    sentence = str(REASONS.get(why, ""))
    return sentence % _Said({name: _said(name, value) for name, value in facts.items()})


def _part(until: str, on: date, free: Any, since: Any, charged: Any) -> str:
    """Kept is the first day that is no longer covered; people name the last one that is."""
    if not until:
        return str(charged)
    first = date.fromisoformat(until)
    runs = on < first
    day = plain_day(first - timedelta(days=1) if runs else first)
    return str(free if runs else since) % {"day": day}


class _Said(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"


def _said(name: str, value: str) -> str:
    if name == "until" and value:
        # Kept is the first day that is no longer covered; people name the last one that is.
        return plain_day(date.fromisoformat(value) - timedelta(days=1))
    return value


def reason_for(case: Case) -> str:
    return reason_of(case.kind_why, case.kind_facts, local_day(case.unit_id, case.opened_at))


def family_of(device: Device | None) -> Family | None:
    return device.model.family if device and device.model else None
