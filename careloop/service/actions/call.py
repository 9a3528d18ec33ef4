"""Taking a call: one verb from the phone number to the open case, and two for calls that need none."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models import Family, ProductModel
from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.models import Customer, Device
from careloop.kit import journal
from careloop.kit.journal import tell, words
from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org import queries as org
from careloop.org.models import Unit, Zone
from careloop.service import permissions, queries
from careloop.service.actions import case as cases
from careloop.service.actions import register
from careloop.service.models import Call, Case

words.register("service.case.call", _("took another call about it (%(channel)s). %(text)s"))


@action
def take(
    *,
    unit: Unit,
    channel: str,
    description: str,
    actor: Actor,
    at: datetime,
    phone: str = "",
    customer: Customer | None = None,
    name: str = "",
    customer_kind: str = "",
    language: str = "",
    address: str = "",
    zone: Zone | None = None,
    device: Device | None = None,
    family: Family | None = None,
    model: ProductModel | None = None,
    model_text: str = "",
    serial: str = "",
    bought_on: date | None = None,
    **matter: Any,
) -> Case:
    """A call: customer and device are taken in when they are new, then the case is opened (clause B 8).

    `matter` is the rest of what `case.open` takes: symptom, preferred_time, urgent, kind, kind_reason, topic.
    """
    require(actor, permissions.TAKE_CALLS, unit.pk)
    if matter.get("kind"):
        require(actor, permissions.CHANGE_KIND, unit.pk)
    now: dict[str, Any] = {"unit": unit, "actor": actor, "at": at}
    if customer is None:
        customer = _take_in(name, phone, customer_kind, language, address=address, zone=zone, **now)
    place = address or queries.main_address(customer)
    if device is None and (model or model_text or serial):
        said = model_text or str(family or serial)
        facts: dict[str, Any] = {"model": model, "model_text": said, "serial": serial}
        device = devices.add(customer, bought_on=bought_on, **facts, **now)
    return cases.open(
        channel=channel,
        description=description,
        customer=customer,
        device=device,
        family=family,
        address=place,
        zone=zone or org.zone_for_address(place, unit.pk),
        phone=phone,
        **now,
        **matter,
    )


def _take_in(name: str, phone: str, kind: str, language: str, **more: Any) -> Customer:
    kind, language = kind or Customer.Kind.PERSON, language or get_language() or "en"
    phones = [phone] if phone else []
    return customers.take_in(name=name, phones=phones, kind=kind, language=language, **more)


@action
def consult(*, advice: str, actor: Actor, at: datetime, **call: Any) -> Case:
    """A question answered at once: what `take` takes, and the case ends with the advice as its proof."""
    case = take(actor=actor, at=at, topic=Call.Topic.CONSULTATION, **call)
    cases.consult(case, advice=advice, actor=actor, at=at)
    return case


@action
def note(
    case: Case, *, unit: Unit, channel: str, actor: Actor, at: datetime, phone: str = "", text: str = ""
) -> Call:
    """Somebody calls about a case that is there already: a line of the register and of the case's story."""
    line = register.enter(
        unit=unit, channel=channel, topic=Call.Topic.EXISTING, phone=phone, case=case, actor=actor, at=at
    )
    told = {"channel": tell.word(queries.channel_word(channel)), "text": text.strip()}
    journal.record(
        "service.case.call", document=case.number, thread=case.thread, actor=actor, at=at, told=told
    )
    return line
