"""Start, stop, pause, resume: called by an action, in its transaction, at the moment it happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from careloop.kit.calendar import NoWorkingTime
from careloop.kit.clocks.change import change, not_before, open_clock, open_clocks
from careloop.kit.clocks.facts import Facts
from careloop.kit.clocks.kinds import Limit, kind_of
from careloop.kit.clocks.models import Clock, Pause, State
from careloop.kit.clocks.read import alarm_at, calendar_for, facts_of, rightly_told
from careloop.kit.lifecycle.action import action
from careloop.kit.lifecycle.refusals import Unacceptable, WrongMoment


class AlreadyRunning(WrongMoment):
    sentence = _("“%(clock)s” is running already for %(document)s.")


class AlreadyPaused(WrongMoment):
    sentence = _("“%(clock)s” of %(document)s is waiting already.")


class NotPaused(WrongMoment):
    sentence = _("“%(clock)s” of %(document)s is not waiting.")


class NoHours(Unacceptable):
    sentence = _("The unit's calendar has no working hours, so “%(clock)s” cannot be counted.")


class NoReason(Unacceptable):
    sentence = _("“%(clock)s” may not wait for this reason.")


@action
def start(kind: str, *, document: str, thread: str, unit_id: int, at: datetime, limit: Limit) -> Clock:
    """Raises AlreadyRunning, NoHours."""
    known = kind_of(kind)
    try:
        facts = Facts(calendar_for(unit_id, limit.hours, at), at, limit.amount)
        clock = Clock(
            kind=kind,
            document=document,
            thread=thread or document,
            unit_id=unit_id,
            started_at=at,
            calendar_at=at,
            limit=limit.amount,
            hours=limit.hours,
            rule=limit.rule,
            rule_value=limit.told,
            due_at=facts.due_at,
        )
        clock.alarm_at = alarm_at(clock, facts, 0)
    except NoWorkingTime as empty:
        raise NoHours(clock=known.label) from empty
    try:
        clock.save(force_insert=True)
    except IntegrityError as taken:
        raise AlreadyRunning(clock=known.label, document=document) from taken
    return clock


@action
def stop(kind: str, *, document: str, at: datetime) -> Clock:
    """Says on the clock whether it was in time; alarms raised for a later moment are withdrawn.

    Raises NotRunning, TooEarly.
    """
    return _stop(open_clock(kind, document), at)


@action
def stop_running(kinds: Iterable[str], *, document: str, at: datetime) -> list[Clock]:
    """Stops those of these clocks that run or wait, and leaves out the others. Raises TooEarly."""
    return [_stop(clock, at) for clock in open_clocks(kinds, document)]


def _stop(clock: Clock, at: datetime) -> Clock:
    not_before(clock, at, clock.started_at)
    if clock.state == State.PAUSED:
        # A stop before the pause (a catch-up entry) leaves a pause of no length.
        for pause in clock.pauses.filter(until_at__isnull=True):
            Pause.objects.filter(pk=pause.pk).update(until_at=max(at, pause.from_at))
    clock.stopped_at = at
    facts = facts_of(clock)
    due_at = facts.due_at
    late = due_at is not None and at > due_at
    told = rightly_told(clock, facts, before=at)
    change(
        clock,
        at,
        rung=told,
        state=State.STOPPED,
        stopped_at=at,
        due_at=due_at,
        used=facts.used(at),
        late=late,
        breached_at=due_at if late else None,
        alarm_at=None,
    )
    return clock


@action
def pause(kind: str, *, document: str, at: datetime, reason: str, note: str = "") -> Clock:
    """Raises NotRunning, AlreadyPaused, TooEarly, NoReason."""
    clock = open_clock(kind, document)
    if reason not in kind_of(kind).reasons:
        raise NoReason(clock=clock.label, errors={"reason": [_("Choose one of the reasons.")]})
    if clock.state == State.PAUSED:
        raise AlreadyPaused(clock=clock.label, document=document)
    facts = facts_of(clock)
    not_before(clock, at, facts.waits[-1][1] or clock.started_at if facts.waits else clock.started_at)
    used, facts = facts.used(at), replace(facts, waits=(*facts.waits, (at, None)))
    told = rightly_told(clock, facts)
    change(
        clock,
        at,
        rung=told,
        state=State.PAUSED,
        due_at=facts.due_at,
        used=used,
        alarm_at=alarm_at(clock, facts, told),
        breached_at=clock.breached_at if facts.due_at else None,
    )
    Pause.objects.create(clock=clock, from_at=at, reason=reason, note=note)
    return clock


@action
def resume(kind: str, *, document: str, at: datetime) -> Clock:
    """Raises NotRunning, NotPaused, TooEarly."""
    clock = open_clock(kind, document)
    if clock.state != State.PAUSED:
        raise NotPaused(clock=clock.label, document=document)
    return _resume(clock, at)


@action
def resume_paused(kinds: Iterable[str], *, document: str, at: datetime) -> list[Clock]:
    """Resumes those of these clocks that wait, and leaves out the others. Raises TooEarly."""
    return [_resume(clock, at) for clock in open_clocks(kinds, document) if clock.state == State.PAUSED]


def _resume(clock: Clock, at: datetime) -> Clock:
    facts = facts_of(clock)
    paused_at = facts.waits[-1][0]
    not_before(clock, at, paused_at)
    Pause.objects.filter(clock=clock, until_at__isnull=True).update(until_at=at)
    facts = replace(facts, waits=(*facts.waits[:-1], (paused_at, at)))
    change(
        clock,
        at,
        rung=clock.rung,
        state=State.RUNNING,
        due_at=facts.due_at,
        used=None,
        alarm_at=alarm_at(clock, facts, clock.rung),
    )
    return clock
