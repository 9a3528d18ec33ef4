"""Where a case stands in the customer's journey: its states and its present order's, on one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy

from careloop.kit.journal.models import Entry
from careloop.kit.ui.moments import moment
from careloop.service.models import Case, Order

JOURNEY = {
    "opened": pgettext_lazy("a place on the way", "Opened"),
    "assessed": pgettext_lazy("a place on the way", "Assessed"),
    "dispatched": pgettext_lazy("a place on the way", "Dispatched"),
    "arrived": pgettext_lazy("a place on the way", "Arrived"),
    "finished": pgettext_lazy("a place on the way", "Finished"),
    "signed_off": pgettext_lazy("a place on the way", "Signed off"),
    "reviewed": pgettext_lazy("a place on the way", "Reviewed"),
    "informed": pgettext_lazy("a place on the way", "Informed"),
    "closed": pgettext_lazy("a place on the way", "Closed"),
}
# The place of an order that is under way; before it was dispatched, the case's own state stands.
PLACE_OF_ORDER = {
    "dispatched": "dispatched",
    "accepted": "dispatched",
    "under_way": "dispatched",
    "working": "arrived",
    "waiting": "arrived",
    "finished": "finished",
    "signed": "finished",
    "signed_off": "signed_off",
}
# The journal's word for a place whose moment stands in no column.
WORDS = {
    "service.case.assess": "assessed",
    "service.order.sign_off": "signed_off",
    "service.case.review": "reviewed",
    "service.case.inform": "informed",
}


@dataclass(frozen=True, slots=True)
class Place:
    label: Any
    state: str
    at: str = ""


def rail(case: Case, order: Order | None, entries: Iterable[Entry], now: datetime) -> list[Place]:
    """The places of the journey; a case that ended early only shows those that it came through."""
    reached = _reached(case, order, entries)
    here = place_of(case, order)
    places = list(JOURNEY)
    shown = [name for name in places if name in reached or here != "closed"]
    at_end = places.index(here)
    return [
        Place(JOURNEY[name], _state(places.index(name), at_end, here), _said(name, reached, at_end, now))
        for name in shown
    ]


def place_of(case: Case, order: Order | None) -> str:
    if case.state != "in_service":
        return case.state
    return PLACE_OF_ORDER.get(order.state if order else "", "assessed")


def _state(place: int, here: int, name: str) -> str:
    if place == here:
        return "done" if name == "closed" else "now"
    return "done" if place < here else "todo"


def _said(name: str, reached: dict[str, Any], here: int, now: datetime) -> str:
    at = reached.get(name)
    return moment(at, now, words=False) if at and list(JOURNEY).index(name) <= here else ""


def _reached(case: Case, order: Order | None, entries: Iterable[Entry]) -> dict[str, Any]:
    """The moment of each place of this round; the story is read from its end, so the last time counts."""
    found: dict[str, Any] = {"opened": case.opened_at}
    for entry in entries:
        if entry.word == "service.case.handle_again":
            break
        if place := WORDS.get(entry.word):
            found.setdefault(place, entry.at)
    columns = {"closed": case.closed_at}
    if order is not None:
        columns |= {
            "dispatched": order.dispatched_at,
            "arrived": order.arrived_at,
            "finished": order.finished_at,
        }
    return found | {name: at for name, at in columns.items() if at}
