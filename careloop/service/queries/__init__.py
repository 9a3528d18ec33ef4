from careloop.service.queries.case import (
    BeforeTheCase,
    case_hindrances,
    channel_word,
    current_order,
    customers_met,
    main_address,
    may_see,
    open_tasks,
    order_hindrances,
    other_open_orders,
    tries,
    tries_wanted,
    wait_word,
)
from careloop.service.queries.dispatching import (
    arrival_due,
    assess_first,
    candidate,
    choices,
    hindrance_word,
)
from careloop.service.queries.limits import arrival_limit, help_limit, resolution_limit, response_limit
from careloop.service.queries.numbered import orders_numbered
from careloop.service.queries.payer import family_of, proposal, reason_for, reason_of
from careloop.service.queries.voucher import voucher_content

__all__ = [
    "BeforeTheCase",
    "arrival_due",
    "arrival_limit",
    "assess_first",
    "candidate",
    "case_hindrances",
    "channel_word",
    "choices",
    "current_order",
    "customers_met",
    "family_of",
    "help_limit",
    "hindrance_word",
    "main_address",
    "may_see",
    "open_tasks",
    "order_hindrances",
    "orders_numbered",
    "other_open_orders",
    "proposal",
    "reason_for",
    "reason_of",
    "resolution_limit",
    "response_limit",
    "tries",
    "tries_wanted",
    "voucher_content",
    "wait_word",
]
