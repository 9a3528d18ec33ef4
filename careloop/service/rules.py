"""The regulation of field service: its limits, and its decisions as pure functions.

Letters and numbers name the clause: B = branch service company, C = certified enterprise,
E = enterprise regime.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from careloop.kit.rules import Value, units
from careloop.kit.rules import gettext_noop as _

ARRIVAL_TOWN = Value(
    "service.arrival.town", 6, units.WORKING_HOURS,
    _("In town someone is there within this time of the call."), "B 19",
)  # fmt: skip
ARRIVAL_SUBURB = Value(
    "service.arrival.suburb", 7, units.WORKING_HOURS,
    _("In the suburbs someone is there within this time of the call."), "B 19",
)  # fmt: skip
ARRIVAL_REMOTE = Value(
    "service.arrival.remote", 24, units.HOURS,
    _("In remote places service is given within this time, day and night."), "C 1.3.3.3",
)  # fmt: skip
RESPONSE = Value(
    "service.response", 30, units.WORKING_MINUTES,
    _("A case is answered and assessed within this time."), "E targets 3",
)  # fmt: skip
RESPONSE_URGENT = Value(
    "service.response.urgent", 10, units.WORKING_MINUTES,
    _("The customer of an urgent case is contacted within this time."), "E targets 3",
)  # fmt: skip
RESOLUTION_SIMPLE = Value(
    "service.resolution.simple", 3, units.WORKING_DAYS,
    _("A general problem is solved within this time."), "E targets 4",
)  # fmt: skip
RESOLUTION_COMPLEX = Value(
    "service.resolution.complex", 7, units.WORKING_DAYS,
    _("A complex problem is solved within this time."), "E targets 4",
)  # fmt: skip
HOURS_OF_A_DAY = Value(
    "service.hours_of_a_day", Decimal("7.5"), units.HOURS,
    _("So many working hours make a working day when a limit is given in days."), "E targets 4",
)  # fmt: skip
HELP_ANSWER = Value(
    "service.help.answer", 60, units.WORKING_MINUTES,
    _("The director answers a technician's call for help within this time."), "B 14",
)  # fmt: skip
ARRIVAL_LADDER = Value(
    "service.arrival.ladder",
    [
        ["warn", "director", -90],
        ["breach", "director", 0],
        ["escalate", "service_manager", 60],
        ["escalate", "general_manager", 240],
    ],
    units.MINUTES_AFTER,
    _("Who is told, and when, that nobody has arrived."), "E process 3.2",
)  # fmt: skip
RESPONSE_LADDER = Value(
    "service.response.ladder",
    [
        ["warn", "service_manager", -5],
        ["breach", "service_manager", 0],
        ["escalate", "general_manager", 60],
    ],
    units.MINUTES_AFTER,
    _("Who is told, and when, that a case is not assessed."), "E process 3.2",
)  # fmt: skip
RESOLUTION_LADDER = Value(
    "service.resolution.ladder",
    [
        ["warn", "director", -240],
        ["breach", "service_manager", 0],
        ["escalate", "general_manager", 450],
    ],
    units.MINUTES_AFTER,
    _("Who is told, and when, that a problem is not solved."), "E process 3.2",
)  # fmt: skip
HELP_LADDER = Value(
    "service.help.ladder",
    [["breach", "director", 0], ["escalate", "service_manager", 30]],
    units.MINUTES_AFTER,
    _("Who is told, and when, that a call for help has no answer."), "B 14",
)  # fmt: skip
TRIES = Value(
    "service.tries", 3, units.TRIES,
    _("So many tries at different times before a customer counts as not reachable."), "D follow-up",
)  # fmt: skip
TRIES_APART = Value(
    "service.tries_apart", 2, units.HOURS,
    _("Tries count as made at different times when they lie so far apart."), "D follow-up",
)  # fmt: skip
ASSESS_FIRST = Value(
    "service.assess_first", True, units.YES_OR_NO,
    _("A case is assessed before its order is dispatched."), "E process 2.1",
)  # fmt: skip


class Kind(StrEnum):
    """The four kinds of service (clause B 6)."""

    PAID = "A"
    CONTRACT = "B"
    WARRANTY = "C"
    INTERNAL = "D"


class Why(StrEnum):
    """Why a kind is proposed; the sentences stand in `queries/payer.py`."""

    CONTRACT = "contract"
    WARRANTY = "warranty"
    WARRANTY_PARTLY = "warranty_partly"
    OVER = "over"
    NO_TERMS = "no_terms"
    NO_DEVICE = "no_device"


@dataclass(frozen=True)
class PayerFacts:
    """What is known when a call is taken; dates are those of the device at hand."""

    on: date
    device_known: bool = False
    contract_number: str = ""
    contract_until: date | None = None
    labour_until: date | None = None
    parts_until: date | None = None
    travel_until: date | None = None


@dataclass(frozen=True)
class Proposal:
    kind: Kind
    why: Why
    facts: dict[str, str] = field(default_factory=dict)


def propose_kind(facts: PayerFacts) -> Proposal:
    """Who pays, with the reason: a contract first, then the warranty on labour, else the customer (B 6)."""
    if facts.contract_number:
        until = facts.contract_until.isoformat() if facts.contract_until else ""
        return Proposal(Kind.CONTRACT, Why.CONTRACT, {"contract": facts.contract_number, "until": until})
    if not facts.device_known:
        return Proposal(Kind.PAID, Why.NO_DEVICE)
    ends = {
        what: until
        for what, until in (
            ("labour", facts.labour_until),
            ("parts", facts.parts_until),
            ("travel", facts.travel_until),
        )
        if until is not None
    }
    if not ends:
        return Proposal(Kind.PAID, Why.NO_TERMS)
    told = {what: until.isoformat() for what, until in ends.items()}
    covered = [what for what, until in ends.items() if facts.on < until]
    if "labour" not in covered:
        return Proposal(Kind.PAID, Why.OVER, told)
    return Proposal(Kind.WARRANTY, Why.WARRANTY if len(covered) == 3 else Why.WARRANTY_PARTLY, told)


ARRIVAL_OF_ZONE = {"town": ARRIVAL_TOWN, "suburb": ARRIVAL_SUBURB, "remote": ARRIVAL_REMOTE}


@dataclass(frozen=True)
class Candidate:
    """A technician as the dispatcher sees them for one order and window."""

    skilled: bool
    on_shift: bool
    busy_with: Sequence[str] = ()


class Hindrance(StrEnum):
    NOT_SKILLED = "not_skilled"
    NOT_ON_SHIFT = "not_on_shift"
    BUSY = "busy"


def hindrances(candidate: Candidate) -> list[Hindrance]:
    """What stands against sending this technician. Skill and shift forbid it; another order only warns."""
    found = []
    if not candidate.skilled:
        found.append(Hindrance.NOT_SKILLED)
    if not candidate.on_shift:
        found.append(Hindrance.NOT_ON_SHIFT)
    if candidate.busy_with:
        found.append(Hindrance.BUSY)
    return found


FORBIDDING = frozenset({Hindrance.NOT_SKILLED, Hindrance.NOT_ON_SHIFT})


def enough_tries(tried_at: Sequence[datetime], *, tries: int, hours_apart: int) -> bool:
    """Whether the customer was tried often enough at different times to count as not reachable."""
    counted: list[datetime] = []
    for moment in sorted(tried_at):
        if not counted or (moment - counted[-1]).total_seconds() >= hours_apart * 3600:
            counted.append(moment)
    return len(counted) >= tries


# With these ends it may turn out that the customer is not content after all; what was closed as a duplicate by
# mistake is taken up again too. Who declined or withdrew and now wants it done calls anew: that is no repair that
# failed. What was taken over as history was never ours to repair (E process 4.2).
HANDLED_AGAIN = frozenset({"content", "by_phone", "consultation", "unreachable", "duplicate"})
