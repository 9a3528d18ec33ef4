from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit import clocks, journal
from careloop.kit.clocks import Limit
from careloop.kit.clocks.queries import running_of
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import allowed, check_entry
from careloop.kit.lifecycle.reactions import react
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable, WrongMoment
from careloop.kit.lifecycle.table import Lifecycle, Step

Told = Mapping[str, Any]
Limits = Mapping[str, Limit]


def begin(
    life: Lifecycle,
    name: str,
    row: Any,
    *,
    actor: Actor,
    at: datetime,
    told: Told | None = None,
    limits: Limits | None = None,
    **words: Any,
) -> None:
    """Saves a new row in the state that the first step leads to, with its clocks and its journal entry."""
    step = life.step(name)
    if step.may is not None and not allowed(step.may, row, actor):
        raise NotAllowed(_("You need the right to %(what)s."), what=step.may.sentence)
    check_entry(step.may, row, actor, at)
    row.state, row.changed_at = step.to, at
    row.save(force_insert=True)
    _turn_clocks(life, step, row, actor, at, limits or {}, "")
    journal.record(
        life.word(step), document=row.number, thread=row.thread, actor=actor, at=at, told=told or {}, **words
    )
    react(life.word(step), row, actor, at)


def take(
    life: Lifecycle,
    name: str,
    row: Any,
    *,
    actor: Actor,
    at: datetime,
    told: Told | None = None,
    limits: Limits | None = None,
    columns: Mapping[str, Any] | None = None,
    pause_reason: str = "",
    **words: Any,
) -> None:
    """One step of a life: the right person, the right moment, the row, its clocks, the journal.

    The row is held and asked anew who may, so that neither an order that was passed on meanwhile nor one that
    was given to another answers to who had it. It moves by a conditional update: of two people who take a
    step at once one wins and the other is told who. `words` goes to the journal (tone, personal, subject).
    """
    step = life.step(name)
    as_it_stands = hold(life, row)
    if step.may is not None and not allowed(step.may, as_it_stands, actor):
        raise NotAllowed(_("You need the right to %(what)s."), what=step.may.sentence)
    check_entry(step.may, row, actor, at)
    _move(life, step, row, at, dict(columns or {}))
    _turn_clocks(life, step, row, actor, at, limits or {}, pause_reason)
    journal.record(
        life.word(step), document=row.number, thread=row.thread, actor=actor, at=at, told=told or {}, **words
    )
    react(life.word(step), row, actor, at)


def hold(life: Lifecycle, row: Any) -> Any:
    """Keeps the row as it is until the transaction ends, and brings what was loaded of it up to date.

    What it is a part of is held before it: whoever ends the whole and whoever works on a part of it wait for
    each other in one order, never in a circle. Returns the row as it was read just now.
    """
    if life.within:
        _read_anew(getattr(row, life.within))
    return _read_anew(row)


def _read_anew(row: Any) -> Any:
    # no_key: a row that only points here need not wait.
    now = type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    for column in row._meta.concrete_fields:
        setattr(row, column.attname, getattr(now, column.attname))
    return now


def _move(life: Lifecycle, step: Step, row: Any, at: datetime, columns: dict[str, Any]) -> None:
    if step.to:
        if at < row.changed_at and row.state in step.from_:
            raise Unacceptable(errors={"at": [_("This lies before the step before it.")]})
        columns |= {"state": step.to, "changed_at": at}
    rows = life.model._base_manager.filter(pk=row.pk, state__in=step.from_)
    hit = rows.update(**columns) if columns else rows.exists()
    if not hit:
        raise wrong_moment(life, step, row)
    for name, value in columns.items():
        setattr(row, name, value)


def wrong_moment(life: Lifecycle, step: Step, row: Any) -> WrongMoment:
    """Says in which state the row is by now, and who brought it there."""
    state = life.model._base_manager.values_list("state", flat=True).get(pk=row.pk)
    led_here = {life.word(each) for each in life.steps if each.to == state}
    told = of_document(row.number, limit=20, show_personal=False)
    last = next((entry for entry in told if entry.word in led_here), None)
    return WrongMoment(
        _("“%(step)s” is not possible: %(number)s is “%(state)s” (%(who)s %(what)s)."),
        step=step.label,
        number=row.number,
        state=life.state(state).label,
        who=last.who if last else "",
        what=last.sentence if last else "",
    )


def _turn_clocks(
    life: Lifecycle, step: Step, row: Any, actor: Actor, at: datetime, limits: Limits, reason: str
) -> None:
    for kind in step.stops:
        clocks.stop_running([kind], document=_timed(life, kind, row), at=at)
    for kind in step.pauses:
        if _state_of(kind, _timed(life, kind, row)) == "running":
            clocks.pause(kind, document=_timed(life, kind, row), at=at, reason=reason)
    for kind in step.resumes:
        clocks.resume_paused([kind], document=_timed(life, kind, row), at=at)
    for kind in step.starts:
        clocks.start(
            kind,
            document=_timed(life, kind, row),
            thread=row.thread,
            unit_id=row.unit_id,
            at=at,
            limit=limits[kind],
        )


def _timed(life: Lifecycle, kind: str, row: Any) -> str:
    """A clock of another life ("service.case.resolution" in an order's step) is that of the whole matter."""
    return row.number if kind.startswith(f"{life.name}.") else row.thread


def _state_of(kind: str, document: str) -> str:
    """Of the open clock; a matter may have none of that kind, and then nothing is to be paused."""
    open_clocks = running_of([document]).get(document, [])
    return next((clock.state for clock in open_clocks if clock.kind == kind), "")
