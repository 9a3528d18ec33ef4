"""The voucher: made out with the order, signed by the customer (clauses B 8, B 9)."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from careloop.catalog.models import FaultCode
from careloop.customers.models import Customer
from careloop.kit import files, numbering
from careloop.kit.files.models import File
from careloop.kit.names import listed
from careloop.kit.papers import Copy, Paper, Signature
from careloop.service import queries
from careloop.service.models import Assignment, Case, Order, VoucherSignature
from careloop.service.models.call import Channel
from careloop.service.papers.heading import letterhead, shown

BETWEEN = "  ·  "


def voucher_data(given: tuple[Order, bool], language: str) -> dict[str, Any]:
    """`given` is the order, and whether the phones are printed in full."""
    order, shows_phones = given
    case, customer = order.case, order.case.customer
    signature = order.voucher.signatures.last()
    return {
        "number": order.voucher.number,
        "path": numbering.page_of(case.number),
        "letterhead": letterhead(order.unit),
        "case": case.number,
        "order": order.number,
        "round": order.round if order.round > 1 else None,
        "taken_at": case.opened_at,
        "channel": Channel(case.channel).label,
        "customer": _customer(case, customer, shows_phones),
        "device": _device(case),
        "problem": case.description,
        "symptom": _path(case.symptom),
        "kinds": [{"said": f"{kind}  {kind.label}", "chosen": kind == order.kind} for kind in Case.Kind],
        "reason": queries.reason_for(case),
        "window": _window(order),
        "preferred": case.preferred_time,
        "technicians": _technicians(order),
        "note": order.note,
        **_result(order),
        "signature": _signature(signature),
        "unsigned": _unsigned(signature),
        "changed": bool(signature and signature.content != queries.voucher_content(order)),
    }


def _customer(case: Case, customer: Customer | None, shows_phones: bool) -> dict[str, Any]:
    phones = [shown(phone.typed, shows_phones) for phone in customer.phones.all()] if customer else []
    return {
        "name": customer.name if customer else "",
        "contact": customer.contact_name if customer else "",
        "phone": BETWEEN.join(phones[:2]),
        "address": case.address,
    }


def _device(case: Case) -> dict[str, Any]:
    device = case.device
    return {
        "model": str(device or case.family or ""),
        "serial": device.serial if device else "",
        "bought_on": device.bought_on if device else None,
    }


def _window(order: Order) -> list[Any] | None:
    """From and until; of one day, the day is told once."""
    if order.window_from is None or order.window_until is None:
        return None
    zone = ZoneInfo(order.unit.time_zone)
    start, end = order.window_from.astimezone(zone), order.window_until.astimezone(zone)
    return [start, f"{end:%H:%M}" if start.date() == end.date() else end]


def _technicians(order: Order) -> str:
    """Those who did it, the lead first; those who refused or were replaced did not."""
    gone = (Assignment.End.REFUSED, Assignment.End.REASSIGNED, Assignment.End.CANCELLED)
    held = [each for each in order.assignments.select_related("person") if each.end not in gone]
    held.sort(key=lambda each: (each.role != Assignment.Role.LEAD, each.pk))
    return listed(dict.fromkeys(each.person.name for each in held))


def _result(order: Order) -> dict[str, Any]:
    results = [{"said": each.label, "chosen": each == order.result} for each in Order.Result]
    done = order.finished_at is not None
    return {
        "results": results,
        "cause": _path(order.cause),
        "remedy": _path(order.remedy),
        "report": order.report,
        "times": [
            order.set_out_at,
            order.arrived_at,
            order.finished_at,
            _minutes(order.work_minutes) if done else None,
            _minutes(order.travel_minutes) if done else None,
        ],
    }


def _minutes(minutes: int) -> str:
    return _("%(minutes)s min") % {"minutes": minutes}


def _path(fault: FaultCode | None) -> str:
    if fault is None:
        return ""
    return f"{fault.parent} › {fault}" if fault.parent else str(fault)


def _signature(signed: VoucherSignature | None) -> Signature | None:
    image = File.objects.filter(pk=signed.image_id).first() if signed and signed.image_id else None
    if signed is None or image is None:
        return None
    return Signature(files.content_of(image), signed.signer, signed.signed_at, signed.content_hash)


def _unsigned(signed: VoucherSignature | None) -> dict[str, Any] | None:
    """Where the customer did not sign: why not, when, and the fingerprint of what was shown."""
    if signed is None or not signed.absent_reason:
        return None
    return {"why": signed.absent_reason, "at": signed.signed_at, "digest": signed.content_hash}


VOUCHER = Paper(
    name="service.voucher",
    title=gettext_lazy("Service voucher"),
    template="service/papers/voucher.typ",
    data=voucher_data,
    copies=(
        Copy("customer", gettext_lazy("Customer's copy")),
        Copy("accounting", gettext_lazy("Accounting copy")),
        Copy("file", gettext_lazy("File copy")),
    ),
    labels={
        "customer": gettext_lazy("Customer"),
        "name": gettext_lazy("Name"),
        "contact": gettext_lazy("Contact person"),
        "phone": gettext_lazy("Phone"),
        "address": gettext_lazy("Address"),
        "case": gettext_lazy("Case"),
        "order": gettext_lazy("Order"),
        "round": gettext_lazy("Round"),
        "taken": gettext_lazy("Call taken"),
        "device": gettext_lazy("Device"),
        "model": gettext_lazy("Product model"),
        "serial": gettext_lazy("Serial number"),
        "bought": gettext_lazy("Bought on"),
        "problem": gettext_lazy("Problem in the customer's words"),
        "symptom": gettext_lazy("Symptom"),
        "pays": gettext_lazy("Kind of service and who pays"),
        "reason": gettext_lazy("Reason: %(why)s"),
        "visit": gettext_lazy("Visit"),
        "appointment": gettext_lazy("Appointment"),
        "preferred": gettext_lazy("Preferred time"),
        "technician": gettext_lazy("Technician"),
        "set_out": pgettext_lazy("when", "Set out"),
        "arrived": pgettext_lazy("when", "Arrived"),
        "finished": pgettext_lazy("when", "Finished"),
        "work": gettext_lazy("Work"),
        "travel": gettext_lazy("Travel"),
        "result": gettext_lazy("Result"),
        "cause": gettext_lazy("Cause"),
        "remedy": gettext_lazy("Remedy"),
        "done": gettext_lazy("Service report"),
        "internal": gettext_lazy("Note for the technician"),
        "confirm": gettext_lazy("The customer confirms that the work was done as written above."),
        "clerk": gettext_lazy("Call clerk"),
        "unsigned": gettext_lazy("Not signed by the customer: %(why)s (%(at)s)"),
        "changed": gettext_lazy("Changed since it was signed: the fingerprint stands for the earlier text."),
    },
)
