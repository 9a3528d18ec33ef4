from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from careloop.customers.models import Customer
from careloop.kit import numbering
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.names import listed
from careloop.kit.rules import lookup
from careloop.service import rules
from careloop.service.lifecycles import CASE, ORDER, WAITING
from careloop.service.models import Case, Order, Voucher
from careloop.service.models.call import Channel
from careloop.service.queries.dispatching import assess_first
from careloop.tasks import queries as tasks


def channel_word(channel: str) -> Any:
    return Channel(channel).label


def wait_word(reason: str) -> Any:
    return WAITING[reason]


def open_tasks(case: Case) -> list[str]:
    """What departments still owe on this case, by title (E process 2.2)."""
    return [task.title for task in tasks.open_blocking(case.number)]


def tries_wanted(case: Case) -> int:
    return lookup.value(rules.TRIES.name, case.opened_at, case.unit_id)


def tries(case: Case) -> tuple[int, bool]:
    """How often the customer was tried in this round, and whether that is enough."""
    held = lookup.values([rules.TRIES.name, rules.TRIES_APART.name], case.opened_at, case.unit_id)
    tried_at = list(case.tries.filter(round=case.round).values_list("at", flat=True))
    enough = rules.enough_tries(
        tried_at, tries=held[rules.TRIES.name], hours_apart=held[rules.TRIES_APART.name]
    )
    return len(tried_at), enough


def current_order(case: Case) -> Order | None:
    """The order of the present round."""
    return Order.objects.filter(case=case, round=case.round).for_page().order_by("-id").first()


def main_address(customer: Customer) -> str:
    address = customer.addresses.order_by("-primary", "id").values_list("text", flat=True).first()
    return address or ""


# Steps that end a case, and so wait for what departments still owe.
OVER_NO_TASK = (
    "close",
    "close_unreachable",
    "solve_by_phone",
    "consult",
    "decline",
    "withdraw",
    "mark_duplicate",
)


def case_hindrances(case: Case, now: datetime) -> dict[str, Any]:
    """What stands against steps of this case right now, by step."""
    found: dict[str, Any] = {}
    if waiting := open_tasks(case):
        sentence = _("departments still owe an answer: %(tasks)s") % {"tasks": listed(waiting)}
        found = dict.fromkeys(OVER_NO_TASK, sentence)
    if case.state in CASE.step("close_unreachable").from_ and not tries(case)[1]:
        wanted = tries_wanted(case)
        found["close_unreachable"] = _("after %(tries)s tries at different times") % {"tries": wanted}
    if case.outcome and case.outcome not in rules.HANDLED_AGAIN:
        said = {"outcome": case.get_outcome_display()}
        found["handle_again"] = _("a case that ended as “%(outcome)s” is not handled again") % said
    return found


def order_hindrances(order: Order, now: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if assess_first(order.case):
        found["dispatch"] = _("the case is assessed first")
    asked = any(help.ended_at is None for help in order.help_requests.all())
    if asked:
        found["ask_help"] = _("help has been asked for and is not answered yet")
    else:
        found["answer_help"] = _("nobody has asked for help")
    return found


@dataclass(frozen=True)
class BeforeTheCase:
    """Stands for the case that is about to be opened, when the right to enter for the past is asked."""

    unit_id: int | None


def other_open_orders(order: Order) -> bool:
    return (
        Order.objects.filter(case_id=order.case_id, state__in=ORDER.open_states).exclude(pk=order.pk).exists()
    )


MODELS = {"SC": Case, "WO": Order, "SV": Voucher}


def may_see(document: str, actor: Actor) -> bool:
    """Whether the actor may see the case, order or voucher of that number."""
    parsed = numbering.parse(document)
    model: Any = MODELS.get(parsed.kind) if parsed else None
    return model is not None and model.objects.visible_to(actor).filter(number=document).exists()


def customers_met(actor: Actor) -> QuerySet[Case, int]:
    """The customers of the cases that somebody sees."""
    return (
        Case.objects.visible_to(actor).exclude(customer=None).order_by().values_list("customer_id", flat=True)
    )
