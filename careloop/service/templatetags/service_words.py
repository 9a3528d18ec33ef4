"""The words of service for templates: states with their colours, faults with their path."""

import json
from typing import Any

from django import template
from django.template.context import Context

from careloop.kit.lifecycle.offers import Offer
from careloop.kit.lifecycle.table import State, all_lives
from careloop.service.models import Case
from careloop.service.queries.present import shown_state
from careloop.service.views.case_page import CasePage, fault_path
from careloop.service.views.order_page import OrderPage
from careloop.service.views.sending import Sending, sending
from careloop.service.views.steps import GOOD, Steps

TONES = {"new": "wait", "underway": "plain", "waiting": "wait", "done": "ok", "ended": "quiet"}

register = template.Library()
register.filter("fault_path", fault_path)


@register.filter
def state_of(row: Any) -> State:
    life = next(life for life in all_lives() if life.model_label == row._meta.label)
    return life.state(row.state)


@register.filter
def state_shown(case: Case) -> State:
    """With the order of the list or page that it came with."""
    return shown_state(case, getattr(case, "present_order", None))


@register.filter
def offer_named(steps: Steps, name: str) -> Offer | None:
    return steps.named(name)


@register.filter
def ending_tone(offer: Offer) -> str:
    return "" if offer.step.name in GOOD else "danger"


@register.filter
def tone_of(state: State) -> str:
    return TONES[state.category]


@register.filter
def kind_word(letter: str) -> Any:
    """Nothing for a case taken over from elsewhere, of which nobody knows who paid."""
    return Case.Kind(letter).label if letter else ""


@register.filter
def is_done_at_once(offer: Offer) -> bool:
    """Whether one press is enough: nothing is asked, and nothing ends."""
    return offer.asks_nothing and offer.life.state(offer.step.to).category != "ended"


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads; the template escapes it."""
    return json.dumps(value)


@register.simple_tag(takes_context=True)
def around(context: Context, row: Any) -> CasePage:
    """The case or order that a step is about, with all around it, for whoever judges by the form alone."""
    kind = CasePage if isinstance(row, Case) else OrderPage
    return kind(row, context["request"].actor, context["now"])


@register.simple_tag(takes_context=True)
def help_to_send(context: Context, form: Any) -> Sending:
    """Whom to send and when; an empty form is begun with the proposed window."""
    found = sending(form.row, context["now"], form.data if form.is_bound else {})
    if not form.is_bound:
        form.initial |= {"window_from": found.from_at, "window_until": found.until_at}
    return found
