"""What the search box finds, in each domain's own way of looking: by number, phone, name, serial."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from careloop.customers import queries as customers_of
from careloop.customers.models import Customer, Device
from careloop.customers.rules import serial_key
from careloop.kit import numbering
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.table import life_of
from careloop.kit.pages import Hit
from careloop.org.models import Person
from careloop.service.models import Case, Order
from careloop.service.queries.present import present_orders, shown_state

FEWEST = 3
OPEN_FIRST = F("closed_at").desc(nulls_first=True)
# The index that finds the beginning of a number has them in this order already.
NEWEST_NUMBER = ("-number",)


def cases(text: str, actor: Actor, limit: int) -> list[Hit]:
    """By the beginning of the number; or those of the customers that the text finds, the newest first."""
    rows: QuerySet[Case] = Case.objects.visible_to(actor)
    order: tuple[Any, ...] = (OPEN_FIRST, "-id")
    if numbering.begins_number(text):
        rows, order = rows.filter(number__begins=text.upper()), NEWEST_NUMBER
    elif actor.may("customers.see"):
        rows = rows.filter(customer__in=[row.pk for row in customers_of.find(text, actor, limit)])
    else:
        return []
    found = list(rows.select_related("customer").order_by(*order)[:limit])
    present = present_orders(found)
    return [
        Hit(
            case.number,
            " · ".join(part for part in (case.title, case.customer.name if case.customer else "") if part),
            reverse("service:case", args=[case.number]),
            shown_state(case, present.get(case.pk)).label,
        )
        for case in found
    ]


def orders(text: str, actor: Actor, limit: int) -> list[Hit]:
    if not numbering.begins_number(text):
        return []
    life = life_of("service.order")
    rows = Order.objects.visible_to(actor).filter(number__begins=text.upper()).select_related("case")
    return [
        Hit(
            order.number,
            order.case.title,
            reverse("service:order", args=[order.number]),
            life.state(order.state).label,
        )
        for order in rows.order_by(*NEWEST_NUMBER)[:limit]
    ]


def customers(text: str, actor: Actor, limit: int) -> list[Hit]:
    found = customers_of.find(text, actor, limit)
    return [
        Hit(row.name, _said(row, actor), reverse("customers:customer", args=[row.number])) for row in found
    ]


def devices(text: str, actor: Actor, limit: int) -> list[Hit]:
    key = serial_key(text)
    if len(key) < FEWEST or not key.isascii():
        return []
    rows = Device.objects.visible_to(actor).filter(serial_key__begins=key)
    return [
        Hit(row.serial, f"{row} · {row.customer.name}", reverse("customers:device", args=[row.number]))
        for row in rows.select_related("model", "customer").order_by("serial_key")[:limit]
    ]


def people(text: str, actor: Actor, limit: int) -> list[Hit]:
    rows = Person.objects.visible_to(actor).filter(is_active=True)
    rows = rows.filter(Q(name__icontains=text) | Q(username__istartswith=text)).select_related("unit")
    return [
        Hit(row.name, str(row.unit), reverse("org:person", args=[row.username]))
        for row in rows.order_by("name", "id")[:limit]
    ]


def _said(row: Customer, actor: Actor) -> str:
    """What one is recognised by; both were read with the row."""
    phones = [customers_of.phone_for(phone, actor) for phone in row.phones.all()][:1]
    return " · ".join([*phones, *(str(device) for device in row.devices.all())][:3])
