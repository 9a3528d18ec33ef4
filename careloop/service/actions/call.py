"""Taking a call: one verb from the phone number to the open case, and two for calls that need none."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.models import Customer, Device
from careloop.kit import journal
from careloop.kit.journal import tell, words
from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org import queries as org
from careloop.org.models import Unit
from careloop.service import permissions, queries
from careloop.service.actions import case as cases
from careloop.service.actions import register
from careloop.service.actions.told import Matter, NewCustomer, NewDevice
from careloop.service.models import Call, Case

words.register("service.case.call", _("took another call about it (%(channel)s). %(text)s"))


@action
def take(
    *,
    unit: Unit,
    matter: Matter,
    customer: Customer | NewCustomer,
    actor: Actor,
    at: datetime,
    device: Device | NewDevice | None = None,
    topic: str = Call.Topic.NEW,
) -> Case:
    """A call: customer and device are taken in when they are new, then the case is opened (clause B 8)."""
    require(actor, permissions.TAKE_CALLS, unit.pk)
    if matter.kind:
        require(actor, permissions.CHANGE_KIND, unit.pk)
    now: dict[str, Any] = {"unit": unit, "actor": actor, "at": at}
    if isinstance(customer, NewCustomer):
        customer = _take_in(customer, matter, **now)
    if isinstance(device, NewDevice):
        device = _add(device, customer, matter, **now)
    place = matter.address or queries.main_address(customer)
    zone = matter.zone or org.zone_for_address(place, unit.pk)
    there = replace(matter, address=place, zone=zone)
    return cases.open(matter=there, customer=customer, device=device, topic=topic, **now)


def _take_in(new: NewCustomer, matter: Matter, **now: Any) -> Customer:
    return customers.take_in(
        name=new.name,
        kind=new.kind or Customer.Kind.PERSON,
        language=new.language or get_language() or "en",
        phones=[matter.phone] if matter.phone else [],
        address=matter.address,
        zone=matter.zone,
        **now,
    )


def _add(new: NewDevice, customer: Customer, matter: Matter, **now: Any) -> Device:
    said = new.model_text or str(matter.family or new.serial)
    facts: dict[str, Any] = {
        "model": new.model,
        "model_text": said,
        "serial": new.serial,
        "bought_on": new.bought_on,
    }
    return devices.add(customer, **facts, **now)


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
