"""Pure decisions: what a warranty covers, whether two records are one person, how a number reads."""

from careloop.customers.rules.coverage import (
    Coverage,
    Offer,
    Part,
    StartEvent,
    Terms,
    Why,
    choose_terms,
    contract_covers,
    coverage,
    last_day,
)
from careloop.customers.rules.likeness import DUPLICATE_SCORE, Likeness, Profile, Same, likely_same
from careloop.customers.rules.names import name_parts, serial_key
from careloop.customers.rules.phone import Reading, read_phone, search_digits

__all__ = [
    "DUPLICATE_SCORE",
    "Coverage",
    "Likeness",
    "Offer",
    "Part",
    "Profile",
    "Reading",
    "Same",
    "StartEvent",
    "Terms",
    "Why",
    "choose_terms",
    "contract_covers",
    "coverage",
    "last_day",
    "likely_same",
    "name_parts",
    "read_phone",
    "search_digits",
    "serial_key",
]
