"""Whether two records are one customer: proposed with reasons, decided by a person (clause E archive 2)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from careloop.catalog.rules import fold
from careloop.kit.rules import Value, units
from careloop.kit.rules import gettext_noop as _

DUPLICATE_SCORE = Value(
    "customers.duplicate_score", 50, units.POINTS,
    _("Two records that have so many points in common are proposed as one customer."), "E archive 2",
)  # fmt: skip

ALIKE = 0.85


class Same(StrEnum):
    PHONE = "phone"
    SERIAL = "serial"
    NAME = "name"
    NAME_ALIKE = "name_alike"
    ADDRESS = "address"


# A phone alone, or name and address together, reach the default of DUPLICATE_SCORE; a name alone does not.
POINTS = {Same.PHONE: 55, Same.SERIAL: 40, Same.NAME: 30, Same.NAME_ALIKE: 15, Same.ADDRESS: 25}


@dataclass(frozen=True)
class Profile:
    name: str
    phones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    serials: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    score: int
    reasons: tuple[Same, ...]


def likely_same(a: Profile, b: Profile) -> Likeness:
    """From 0 to 100; the same whichever record is asked first."""
    reasons = []
    if a.phones & b.phones:
        reasons.append(Same.PHONE)
    if (a.serials & b.serials) - {""}:
        reasons.append(Same.SERIAL)
    reasons += _names(a.name, b.name)
    if {_bare(text) for text in a.addresses} & {_bare(text) for text in b.addresses} - {""}:
        reasons.append(Same.ADDRESS)
    return Likeness(min(100, sum(POINTS[reason] for reason in reasons)), tuple(reasons))


def _names(a: str, b: str) -> list[Same]:
    first, second = sorted([fold(a), fold(b)], key=lambda name: (len(name), name))
    if not first:
        return []
    if first == second or (_words(first) and _words(first) == _words(second)):
        return [Same.NAME]
    alike = len(first) > 1 and (first in second or SequenceMatcher(None, first, second).ratio() >= ALIKE)
    return [Same.NAME_ALIKE] if alike else []


def _words(name: str) -> list[str]:
    return sorted(re.findall(r"\w+", name))


def _bare(address: str) -> str:
    return "".join(letter for letter in fold(address) if letter.isalnum())
