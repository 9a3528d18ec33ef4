"""What a warranty covers on a day: labour, parts and travel apart, each from a start event (B 6: kind C)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Part(StrEnum):
    LABOUR = "labour"
    PARTS = "parts"
    TRAVEL = "travel"


class StartEvent(StrEnum):
    PURCHASE = "purchase"
    INSTALLATION = "installation"


class Why(StrEnum):
    """Why it is covered or not; the facts stand in the coverage beside it."""

    RUNNING = "running"
    PARTLY = "partly"
    OVER = "over"
    NOT_BEGUN = "not_begun"
    NO_TERMS = "no_terms"
    NO_DATE = "no_date"


@dataclass(frozen=True)
class Terms:
    """Months per part; 0 is not covered at all."""

    labour_months: int
    parts_months: int
    travel_months: int
    starts_from: StartEvent = StartEvent.PURCHASE


@dataclass(frozen=True)
class Coverage:
    """`…_until` is the first day that is no longer covered; None where the part never was."""

    on: date
    why: Why
    labour_until: date | None = None
    parts_until: date | None = None
    travel_until: date | None = None
    started_on: date | None = None
    # The event it really counts from: the other one where the date of the event in the terms is not known.
    start_event: StartEvent | None = None

    def covers(self, part: Part) -> bool:
        until = getattr(self, f"{part}_until")
        return self.started_on is not None and until is not None and self.started_on <= self.on < until

    @property
    def covered(self) -> frozenset[Part]:
        return frozenset(part for part in Part if self.covers(part))


def coverage(terms: Terms | None, bought_on: date | None, installed_on: date | None, on: date) -> Coverage:
    if terms is None:
        return Coverage(on, Why.NO_TERMS)
    started_on, event = _start(terms.starts_from, bought_on, installed_on)
    if started_on is None:
        return Coverage(on, Why.NO_DATE)
    labour, parts, travel = (
        last_day(started_on, months) + timedelta(days=1) if months else None
        for months in (terms.labour_months, terms.parts_months, terms.travel_months)
    )
    why = _why(started_on, (labour, parts, travel), on)
    return Coverage(on, why, labour, parts, travel, started_on, event)


def last_day(start: date, months: int) -> date:
    """The last day of a period of months: the day of the same number, or the month's last where it has none.

    The day of the event itself does not count (Civil Code of China, art. 201 and 202; Código Civil of
    Spain, art. 5), so a month from 31 January lasts through 28 February, one from 1 February through 1 March.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _start(
    wanted: StartEvent, bought_on: date | None, installed_on: date | None
) -> tuple[date | None, StartEvent | None]:
    known = [
        (day, event)
        for day, event in ((bought_on, StartEvent.PURCHASE), (installed_on, StartEvent.INSTALLATION))
        if day is not None
    ]
    known.sort(key=lambda pair: pair[1] != wanted)
    return known[0] if known else (None, None)


def _why(started_on: date, untils: Sequence[date | None], on: date) -> Why:
    if on < started_on:
        return Why.NOT_BEGUN
    running = [until is not None and on < until for until in untils]
    if all(running):
        return Why.RUNNING
    return Why.PARTLY if any(running) else Why.OVER


@dataclass(frozen=True)
class Offer:
    """Terms of a model or of a family, for devices bought from a day on."""

    terms: Terms
    from_on: date
    model_id: int | None = None
    family_id: int | None = None


def choose_terms(
    offers: Sequence[Offer], *, model_id: int, families: Sequence[int], bought_on: date
) -> Terms | None:
    """Those of the model before those of its family before those above (`families`: nearest first); of each
    the youngest that was in force on the day of purchase."""
    in_force = sorted(
        (offer for offer in offers if offer.from_on <= bought_on), key=lambda offer: offer.from_on
    )
    by_model = {offer.model_id: offer.terms for offer in in_force if offer.model_id is not None}
    if model_id in by_model:
        return by_model[model_id]
    by_family = {offer.family_id: offer.terms for offer in in_force if offer.family_id is not None}
    return next((by_family[family] for family in families if family in by_family), None)


def contract_covers(
    *, from_on: date, until_on: date, labour: bool, parts: bool, travel: bool, on: date
) -> frozenset[Part]:
    """What a contract pays for on a day (B 6: kind B); from its first day until before its last date."""
    if not from_on <= on < until_on:
        return frozenset()
    promised = {Part.LABOUR: labour, Part.PARTS: parts, Part.TRAVEL: travel}
    return frozenset(part for part, covered in promised.items() if covered)
