"""What will happen to each case of the demo: drawn from a seed, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from careloop.demo import company, story
from careloop.demo.cast import Cast
from careloop.kit.calendar import add, between
from careloop.org.models import Unit
from careloop.org.queries import calendar_of

UNITS = ("CT", "NB", "NB", "NB", "SB", "SB")
CHANNELS = ("phone",) * 14 + ("wechat",) * 3 + ("counter",) * 2 + ("email", "chat")
ZONES = ("town",) * 12 + ("suburb",) * 5 + ("remote",)
FAMILIES = ("washer",) * 4 + ("fridge",) * 3 + ("aircon",) * 5 + ("heater", "hob", "dryer", "tv", "tv")
FATES = (
    ("repair", 82),
    ("by_phone", 6),
    ("consult", 4),
    ("withdraw", 3),
    ("decline", 2),
    ("duplicate", 1),
    ("unreachable", 2),
)


@dataclass(frozen=True)
class Plan:
    """One case: when it is called in, by whom, about what, and how it will end."""

    index: int
    at: datetime
    unit: str
    fate: str
    call: dict[str, Any]


def plans(cast: Cast, cases: int, seed: int, from_at: datetime, until_at: datetime) -> list[Plan]:
    """All of them in the order of time."""
    made = [_plan(cast, index, dice(seed, index, "plan"), from_at, until_at) for index in range(cases)]
    return sorted(made, key=lambda plan: plan.at)


def dice(seed: int, index: int, turn: str) -> Random:
    """The chance of one turn of one case: the same however often the play is begun again."""
    return Random(f"{seed}:{index}:{turn}")  # noqa: S311 - a story, not a secret


def _plan(cast: Cast, index: int, rng: Random, from_at: datetime, until_at: datetime) -> Plan:
    unit = cast.units[rng.choice(UNITS)]
    at = _working_moment(unit, rng, from_at, until_at)
    fate = rng.choices([name for name, _weight in FATES], [weight for _name, weight in FATES])[0]
    return Plan(index, at, unit.code, fate, _call(cast, unit, rng, at))


def _working_moment(unit: Unit, rng: Random, from_at: datetime, until_at: datetime) -> datetime:
    hours = calendar_of(unit.pk, from_at)
    worked = between(hours, from_at, until_at)
    seconds = max(60, int(worked.total_seconds()))
    return add(hours, from_at, timedelta(seconds=rng.randrange(60, seconds + 1)))


def _call(cast: Cast, unit: Unit, rng: Random, at: datetime) -> dict[str, Any]:
    family = rng.choice(FAMILIES)
    model = rng.choice([code for code, of_family, _brand in company.MODELS if of_family == family])
    symptom, complaint = rng.choice(story.PROBLEMS[family])
    name, language, kind = _who(unit, rng)
    bought_on = at.date() - timedelta(days=rng.randrange(20, 2200))
    return {
        "channel": rng.choice(CHANNELS),
        "phone": f"1{rng.choice((38, 39, 51, 76, 86))} {rng.randrange(10**4):04d} {rng.randrange(10**4):04d}",
        "name": name,
        "language": language,
        "customer_kind": kind,
        "address": _address(unit, rng),
        "model": cast.models[model],
        "serial": f"{model.replace('-', '')}-{bought_on:%y}-{rng.randrange(10**6):06d}",
        "bought_on": bought_on,
        "description": story.said(complaint, language),
        "symptom": symptom,
        "preferred_time": rng.choice(("", "", "9:00–12:00", "14:00–17:00", "18:00")),
        "urgent": rng.random() < 0.06,
    }


def _who(unit: Unit, rng: Random) -> tuple[str, str, str]:
    if rng.random() < 0.05:
        return rng.choice(story.COMPANIES), "zh-hans", "company"
    if unit.code == "SB" and rng.random() < 0.3:
        foreign: Sequence[tuple[list[str], str]] = ((story.SPANISH, "es"), (story.ENGLISH, "en"))
        names, language = rng.choice(foreign)
        return rng.choice(names), language, "person"
    if rng.random() < 0.04:
        return rng.choice(story.TAIWAN), "zh-hant", "person"
    return rng.choice(story.SURNAMES) + rng.choice(story.GIVEN), "zh-hans", "person"


def _address(unit: Unit, rng: Random) -> str:
    kind = rng.choice(ZONES)
    words = next(zone.words for zone in company.ZONES if zone.unit == unit.code and zone.kind == kind)
    street = f"{rng.choice(words)}{rng.choice(story.STREETS)}"
    return f"{street} {rng.randrange(1, 99)} 号 {rng.randrange(1, 8)} 单元 {rng.randrange(101, 1904)}"
