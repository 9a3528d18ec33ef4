"""What is still free for a device, drawn as a bar for each part of the service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from careloop.customers import queries
from careloop.customers.models import Contract, Device
from careloop.customers.rules import Coverage, Part, Why
from careloop.kit.ui.moments import plain_day

DAY = timedelta(days=1)
# So long before the end a bar turns amber.
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Bar:
    """`left` of `whole` days remain; `said` is the last free day in words."""

    label: str
    left: int
    whole: int
    tone: str
    said: str


@dataclass(frozen=True)
class Owned:
    """A device with what its warranty and the customer's contracts cover today."""

    device: Device
    coverage: Coverage
    bars: list[Bar]
    why: str
    contract: Contract | None


def owned(device: Device, on: date, contracts: Iterable[Contract]) -> Owned:
    """Give the contracts with their devices; then no query is needed."""
    coverage = queries.coverage_of(device, on)
    return Owned(device, coverage, _bars(coverage), _why(coverage), _contract(device, on, contracts))


def _bars(coverage: Coverage) -> list[Bar]:
    if coverage.started_on is None:
        return []
    words = {Part.LABOUR: _("Labour"), Part.PARTS: _("Parts"), Part.TRAVEL: _("Travel")}
    return [_bar(words[part], coverage.started_on, until, coverage.on) for part, until in _untils(coverage)]


def _untils(coverage: Coverage) -> list[tuple[Part, date | None]]:
    return [(part, getattr(coverage, f"{part}_until")) for part in Part]


def _bar(label: str, started_on: date, until: date | None, on: date) -> Bar:
    if until is None:
        return Bar(label, 0, 1, "", _("not covered"))
    whole, left = (until - started_on).days, max(0, (until - max(on, started_on)).days)
    last = plain_day(until - DAY)
    if not left:
        return Bar(label, 0, whole, "", _("ended %(day)s") % {"day": last})
    return Bar(label, left, whole, "soon" if until - on <= SOON else "ok", _("to %(day)s") % {"day": last})


def _why(coverage: Coverage) -> str:
    """Why nothing can be said, or from which day the warranty counts."""
    if coverage.why == Why.NO_TERMS:
        return _("No warranty terms are known for this model.")
    if coverage.why == Why.NO_DATE or coverage.started_on is None:
        return _("Without the day of purchase or installation no warranty can be counted.")
    told: dict[str, Any] = {"day": plain_day(coverage.started_on)}
    if coverage.start_event == "installation":
        return _("Counts from the installation on %(day)s.") % told
    return _("Counts from the purchase on %(day)s.") % told


def _contract(device: Device, on: date, contracts: Iterable[Contract]) -> Contract | None:
    for contract in contracts:
        meant = contract.all_devices or any(each.pk == device.pk for each in contract.devices.all())
        if meant and contract.from_on <= on < contract.until_on:
            return contract
    return None
