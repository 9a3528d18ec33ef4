"""Taking over what was done before Careloop, or elsewhere: cases that are closed, without customer or clocks.

The one place in service that writes in bulk: twenty thousand old cases are not twenty thousand calls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from careloop.catalog.models import Brand, Family
from careloop.kit import journal, numbering
from careloop.kit.journal import Happening, tell
from careloop.kit.lifecycle.verbs import Actor, action, require
from careloop.org.models import Unit
from careloop.service import permissions
from careloop.service.models import Case, History, HistorySource
from careloop.service.models.call import Channel

# Old books know the day, not the hour.
HOUR = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCase:
    """A case as it is known elsewhere; `history_id` is its number there, `on` its day in the unit's zone."""

    history_id: str
    unit: Unit
    on: date
    title: str
    description: str
    result: str
    family: Family | None = None
    brand: Brand | None = None
    thing: str = ""
    barrier: str = ""

    @property
    def at(self) -> datetime:
        return datetime.combine(self.on, HOUR, ZoneInfo(self.unit.time_zone))


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many were taken, how many were there already, and the places of rows whose id is another case's."""

    taken: int = 0
    there: int = 0
    contradicted: tuple[int, ...] = ()


@action
def name_source(*, code: str, actor: Actor, at: datetime, **facts: Any) -> HistorySource:
    """The source with that code; a new one with its name, licence and url."""
    require(actor, permissions.TAKE_CALLS, None)
    source, is_new = HistorySource.objects.get_or_create(code=code, defaults=facts)
    if is_new:
        journal.record(
            "service.history.name_source",
            document=f"history:{code}",
            actor=actor,
            at=at,
            told={"source": str(source)},
        )
    return source


@action
def take_over(rows: Sequence[OldCase], *, source: HistorySource, actor: Actor, at: datetime) -> TakenOver:
    """Writes what is not there yet, a few hundred at a time: taking over twice takes nothing twice.

    Their journal is one entry each, of today: what happened then is not ours to tell.
    """
    for unit_id in {row.unit.pk for row in rows}:
        require(actor, permissions.TAKE_CALLS, unit_id)
    known = _known(rows)
    fresh, there, contradicted = [], 0, []
    for place, row in enumerate(rows):
        facts = _facts(row)
        if row.history_id not in known:
            known[row.history_id] = facts
            fresh.append(row)
        elif known[row.history_id] == facts:
            there += 1
        else:
            contradicted.append(place)
    _write(fresh, source, actor, at)
    return TakenOver(len(fresh), there, tuple(contradicted))


def _known(rows: Sequence[OldCase]) -> dict[str, tuple[Any, ...]]:
    held = Case.objects.filter(history_id__in=[row.history_id for row in rows])
    facts = held.values_list("history_id", "unit_id", "opened_at", "description", "history__result")
    return {found[0]: found[1:] for found in facts if found[0]}


def _facts(row: OldCase) -> tuple[Any, ...]:
    """What two rows with one id must agree in to be the same case."""
    return (row.unit.pk, row.at, row.description, row.result)


def _write(rows: list[OldCase], source: HistorySource, actor: Actor, at: datetime) -> None:
    cases = Case.objects.bulk_create(_case(row) for row in rows)
    pairs = list(zip(cases, rows, strict=True))
    History.objects.bulk_create(_history(case, row, source) for case, row in pairs)
    told = {result: tell.word(label) for result, label in History.Result.choices}
    journal.record_many(
        Happening(
            word="service.case.take_over",
            document=case.number,
            actor=actor,
            at=at,
            told={"source": source.name, "result": told[row.result]},
        )
        for case, row in pairs
    )


def _case(row: OldCase) -> Case:
    return Case(
        number=numbering.draw("SC", row.unit.code, row.on.year),
        unit=row.unit,
        taken_by_unit=row.unit,
        state="closed",
        outcome=Case.Outcome.HISTORY,
        channel=Channel.COUNTER,
        opened_at=row.at,
        closed_at=row.at,
        changed_at=row.at,
        title=row.title,
        description=row.description,
        family=row.family,
        kind="",
        kind_why="history",
        history_id=row.history_id,
    )


def _history(case: Case, row: OldCase, source: HistorySource) -> History:
    return History(
        case=case,
        source=source,
        result=row.result,
        barrier=row.barrier,
        thing=row.thing,
        brand=row.brand,
    )
