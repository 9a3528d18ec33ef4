"""What the call screen answers while a customer is on the phone, each in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import get_language

from careloop.catalog.models import Family, FaultCode, ProductModel
from careloop.customers import queries as customers
from careloop.customers.models import Contract, Customer, Device
from careloop.customers.rules import search_digits
from careloop.kit import rules as values
from careloop.kit.calendar import NotCounted, NoWorkingTime, add, always, intervals
from careloop.kit.clocks import Limit
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.rules import Value
from careloop.org import queries as org
from careloop.org.models import Unit, Zone
from careloop.org.queries.people import local_day
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, Order
from careloop.service.queries.limits import arrival_limit
from careloop.service.queries.payer import proposal
from careloop.service.rules import Kind, Proposal

# How far back the causes of the same fault are looked up, and in how many cases at most.
LOOK_BACK = timedelta(days=90)
MOST_CASES = 500
DEVICES_NAMED = 3
# Orders in which nobody works yet, or somebody does: their own state says more than the case's.
IN_ORDER = ("opened", "assessed", "in_service")


@dataclass(frozen=True)
class Match:
    """A customer who may be the caller. `phone` is cut so that what was typed can stand out."""

    customer: Customer
    phone: tuple[str, str, str]
    devices: list[str]
    more_devices: int
    open_cases: int
    contract_until: date | None


def matches(text: str, actor: Actor, unit: Unit, at: datetime, limit: int = 6) -> list[Match]:
    """Who it may be, by phone, name, serial or document number."""
    found = customers.find(text, actor, limit)
    ids = [customer.pk for customer in found]
    counts = _open_counts(ids, actor)
    contracts = _contracts_until(ids, local_day(unit.pk, at))
    return [_match(each, text, actor, counts[each.pk], contracts.get(each.pk)) for each in found]


def _open_counts(ids: list[int], actor: Actor) -> Counter[int]:
    if not ids:
        return Counter()
    open_ones = Case.objects.visible_to(actor).filter(customer__in=ids, state__in=CASE.open_states)
    return Counter(open_ones.order_by().values_list("customer_id", flat=True))


def _contracts_until(ids: list[int], on: date) -> dict[int, date]:
    """Per customer the day until before which a contract runs, where one does."""
    if not ids:
        return {}
    running = Contract.objects.filter(customer__in=ids, from_on__lte=on, until_on__gt=on)
    return dict(running.order_by("until_on").values_list("customer_id", "until_on"))


def _match(customer: Customer, text: str, actor: Actor, count: int, contract: date | None) -> Match:
    digits = search_digits(text, settings.COUNTRY)
    phones = list(customer.phones.all())
    fitting = [phone for phone in phones if digits and _fits(phone.digits, digits)]
    phone = next(iter(fitting or phones), None)
    shown = customers.phone_for(phone, actor) if phone else ""
    parts = _marked(shown, digits) if phone and fitting and shown == phone.typed else (shown, "", "")
    names = _in_use(customer)
    return Match(customer, parts, names[:DEVICES_NAMED], len(names) - DEVICES_NAMED, count, contract)


def _fits(phone: str, digits: str) -> bool:
    return phone.startswith(digits) or phone.endswith(digits)


def _marked(typed: str, digits: str) -> tuple[str, str, str]:
    """“138 0013 2207” and 2207 are cut into “138 0013 ”, “2207” and nothing."""
    places = [place for place, letter in enumerate(typed) if letter.isdecimal()]
    found = "".join(typed[place] for place in places).rfind(digits)
    if found < 0:
        return typed, "", ""
    start, end = places[found], places[found + len(digits) - 1] + 1
    return typed[:start], typed[start:end], typed[end:]


def _in_use(customer: Customer) -> list[str]:
    return [str(device) for device in customer.devices.all() if device.retired_on is None]


def foreseen(
    customer: Customer | None,
    device: Device | None,
    unit: Unit,
    at: datetime,
    model: ProductModel | None = None,
    bought_on: date | None = None,
) -> Proposal:
    """Who will pay, also for a device that is only being described and not taken in yet."""
    told = proposal(customer, device, unit, at)
    if device is not None or model is None or told.kind == Kind.CONTRACT:
        return told
    return proposal(None, Device(model=model, bought_on=bought_on), unit, at)


@dataclass(frozen=True)
class Arrival:
    """By when someone must be there, and why: the rule, its value, the days that do not count."""

    due_at: datetime | None
    rule: Value | None
    limit: Limit
    days_off: list[NotCounted] = field(default_factory=list)


def arrival(zone: Zone | None, unit: Unit, at: datetime) -> Arrival:
    """The same limit, calendar and sum as the clock that starts when the case is opened."""
    limit = arrival_limit(zone, at, unit.pk)
    hours = org.calendar_of(unit.pk, at)
    calendar = always(hours.zone) if limit.hours == "always" else hours
    try:
        due_at = add(calendar, at, limit.amount)
    except NoWorkingTime:
        return Arrival(None, values.find(limit.rule), limit)
    rows = intervals(calendar, at, due_at, get_language() or "en")
    off = [row for row in rows if isinstance(row, NotCounted)]
    return Arrival(due_at, values.find(limit.rule), limit, off)


@dataclass(frozen=True)
class OpenCase:
    """`word` and `tone` say where it stands: by its order while one is under way, else by itself."""

    case: Case
    word: Any
    tone: str
    order: Order | None


def open_cases(customer: Customer, actor: Actor) -> list[OpenCase]:
    now_at = Prefetch("orders", Order.objects.select_related("technician").order_by("-id"), "newest_first")
    rows = _cases_of(customer, actor).filter(state__in=CASE.open_states).prefetch_related(now_at)
    return [_open_case(case) for case in rows.order_by("-id")[:20]]


def _open_case(case: Case) -> OpenCase:
    order = next((order for order in case.newest_first if order.round == case.round), None)  # type: ignore[attr-defined]
    by_order = order is not None and case.state in IN_ORDER
    state = ORDER.state(order.state) if by_order else CASE.state(case.state)  # type: ignore[union-attr]
    return OpenCase(case, state.label, "soon" if state.category == "waiting" else "wait", order)


def past_cases(customer: Customer, actor: Actor, limit: int = 5) -> list[Case]:
    closed = _cases_of(customer, actor).exclude(state__in=CASE.open_states)
    return list(closed.order_by("-id")[:limit])


def cases_of(customer: Customer | None, device: Device | None, actor: Actor, limit: int = 50) -> list[Case]:
    """The story of a customer or of one device, the newest first."""
    if customer is not None:
        return list(_cases_of(customer, actor).order_by("-id")[:limit])
    rows = Case.objects.visible_to(actor).filter(device=device).select_related("device__model")
    return list(rows.order_by("-id")[:limit])


def _cases_of(customer: Customer, actor: Actor) -> QuerySet[Case]:
    return Case.objects.visible_to(actor).filter(customer=customer).select_related("device__model")


@dataclass(frozen=True)
class Causes:
    """What the same fault of the same family came from lately: (cause, how often), most often first."""

    symptom: FaultCode
    orders: int
    found: list[tuple[FaultCode, int]]


def probable_causes(
    family: Family | None, symptom: FaultCode | None, at: datetime, limit: int = 3
) -> Causes | None:
    if family is None or symptom is None:
        return None
    same = Case.objects.filter(symptom=symptom, family=family, opened_at__gte=at - LOOK_BACK)
    newest = list(same.order_by("-id").values_list("pk", flat=True)[:MOST_CASES])
    known = Order.objects.filter(case__in=newest, cause__isnull=False).order_by()
    counts = dict(known.values_list("cause").annotate(Count("id")))
    names = FaultCode.objects.in_bulk(counts)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Causes(symptom, sum(counts.values()), [(names[pk], n) for pk, n in ranked[:limit]])


def zone_choices(unit: Unit) -> list[tuple[str, list[Zone]]]:
    """The zones of every unit, those of `unit` first; no query."""
    units = sorted(org.TREE.get().units.values(), key=lambda each: (each.pk != unit.pk, each.code))
    groups: Iterable[tuple[str, list[Zone]]] = ((str(each), org.zones_of(each.pk)) for each in units)
    return [(name, zones) for name, zones in groups if zones]
