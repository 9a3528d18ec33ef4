"""The call register of a day on paper, with what the clerk checks in it (clauses B 18, B 8)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloop.kit.journal import heads
from careloop.kit.papers import Paper
from careloop.org.models import Unit
from careloop.service.lifecycles import ORDER
from careloop.service.models import Order
from careloop.service.papers.heading import letterhead, shown
from careloop.service.queries.register import Line, Register


def register_path(day: Register) -> str:
    return f"{reverse('service:register')}?unit={day.unit.pk}&on={day.on.isoformat()}"


def register_data(given: tuple[Register, bool], language: str) -> dict[str, Any]:
    """`given` is the register, and whether the phones are printed in full."""
    day, shows_phones = given
    return {
        "number": f"{day.unit.code} {day.on.isoformat()}",
        "path": register_path(day),
        "letterhead": letterhead(day.unit),
        "on": day.on,
        "now": day.now,
        "calls": len(day.lines),
        "channels": [{"said": said, "calls": calls} for said, calls in day.channels],
        "lines": [_line(line, day.unit, shows_phones) for line in day.lines],
        "without_voucher": [_line(line, day.unit, shows_phones) for line in day.without_voucher],
        "not_back": [_order(order) for order in day.not_back],
        "not_dispatched": [_order(order) for order in day.not_dispatched],
        "journal": _journal(day.now),
    }


def _journal(now: datetime) -> str | None:
    """The head of the journal as it stood: on paper it is out of reach of whoever rewrites the database."""
    block = heads.last(now)
    if block is None:
        return None
    return _("Journal: block %(number)s, %(hash)s") % {"number": block.number, "hash": block.hash}


def _line(line: Line, unit: Unit, shows_phones: bool) -> dict[str, Any]:
    call, case, order = line.call, line.call.case, line.order
    zone = ZoneInfo(unit.time_zone)
    return {
        "at": f"{call.received_at.astimezone(zone):%H:%M}",
        "channel": call.get_channel_display(),
        "topic": call.get_topic_display(),
        "new_case": call.topic == call.Topic.NEW,
        "name": call.customer.name if call.customer else "",
        "phone": shown(call.phone, shows_phones),
        "address": case.address if case else "",
        "model": str(case.device or "") if case else "",
        "about": case.title if case else "",
        "voucher": order.voucher.number if order else "",
        "state": ORDER.state(order.state).label if order else "",
        "technician": order.technician.name if order and order.technician else "",
        "taken_by": call.taken_by.name if call.taken_by else "",
    }


def _order(order: Order) -> dict[str, Any]:
    customer = order.case.customer
    return {
        "voucher": order.voucher.number,
        "name": customer.name if customer else "",
        "about": order.case.title,
        "technician": order.technician.name if order.technician else "",
        "state": ORDER.state(order.state).label,
        "since": order.window_until or order.opened_at,
    }


REGISTER = Paper(
    name="service.register",
    title=gettext_lazy("Call register"),
    template="service/papers/register.typ",
    data=register_data,
    labels={
        "day": gettext_lazy("Day"),
        "calls": gettext_lazy("Calls"),
        "stood": gettext_lazy("As it stood"),
        "lines": gettext_lazy("Calls of the day"),
        "time": gettext_lazy("Time"),
        "customer": gettext_lazy("Customer"),
        "where": gettext_lazy("Address"),
        "about": gettext_lazy("What about"),
        "voucher": gettext_lazy("Voucher"),
        "technician": gettext_lazy("Technician"),
        "taken_by": gettext_lazy("Taken by"),
        "state": gettext_lazy("State"),
        "since": gettext_lazy("Since"),
        "none": gettext_lazy("No calls on this day."),
        "without_voucher": gettext_lazy("Calls without a voucher"),
        "not_back": gettext_lazy("Vouchers not back"),
        "not_dispatched": gettext_lazy("Not dispatched: first tomorrow"),
        "nothing": gettext_lazy("None."),
        "clerk": gettext_lazy("Call clerk"),
        "director": gettext_lazy("Service director"),
    },
)
