from careloop.customers.queries.card import card, customer_of, shown
from careloop.customers.queries.consent import consented, withdrawn
from careloop.customers.queries.cover import contract_for, contract_parts, coverage_of
from careloop.customers.queries.duplicates import duplicates
from careloop.customers.queries.find import by_phone, find, named, phone_for
from careloop.customers.queries.unit import unit_of

__all__ = [
    "by_phone",
    "card",
    "consented",
    "contract_for",
    "contract_parts",
    "coverage_of",
    "customer_of",
    "duplicates",
    "find",
    "named",
    "phone_for",
    "shown",
    "unit_of",
    "withdrawn",
]
