"""Alarms: found through a partial index, claimed by a conditional update, told once each."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from careloop.kit import journal
from careloop.kit.clocks.kinds import Rung, all_kinds
from careloop.kit.clocks.models import Alarm, Clock
from careloop.kit.clocks.read import alarm_at, facts_of, rungs_of
from careloop.kit.journal import tell
from careloop.kit.lifecycle.actor import System

logger = logging.getLogger(__name__)


def tick(now: datetime, limit: int = 200, tell: Callable[[Alarm], None] | None = None) -> list[Alarm]:
    """Raises the alarms that are due, each in a transaction of its own, and returns them with their clocks.

    `tell` runs in that transaction, so that no alarm is raised without being told. A clock that cannot be
    counted (its unit lost its calendar) is logged and must not keep back the others.
    """
    raised: list[Alarm] = []
    passed_over: set[int] = set()
    while len(raised) < limit:
        due = list(_due(now, passed_over)[: limit - len(raised)])
        if not due:
            break
        for clock in due:
            alarm = _safely_raised(clock, now, tell)
            if alarm is None:
                passed_over.add(clock.pk)
            else:
                raised.append(alarm)
    return raised


def _due(now: datetime, passed_over: set[int]) -> QuerySet[Clock]:
    known = [kind.name for kind in all_kinds()]
    clocks = Clock.objects.filter(alarm_at__lte=now, kind__in=known).exclude(pk__in=passed_over)
    return clocks.order_by("alarm_at", "pk")


def _safely_raised(clock: Clock, now: datetime, tell: Callable[[Alarm], None] | None) -> Alarm | None:
    try:
        with transaction.atomic():
            alarm = _raised(clock, now)
            if alarm is not None and tell is not None:
                tell(alarm)
            return alarm
    except Exception:
        logger.exception("The alarm of clock %s (%s) could not be raised.", clock.pk, clock)
        return None


def _raised(clock: Clock, now: datetime) -> Alarm | None:
    """None when another worker was first, or the clock was turned meanwhile."""
    told_at, told = clock.alarm_at, clock.rung
    mine = Clock.objects.filter(pk=clock.pk, rung=told, alarm_at=told_at)
    if told_at is None or not mine.update(rung=told + 1, alarm_at=None):
        return None
    # The row is ours until the transaction ends: what is read now stays true.
    clock.refresh_from_db()
    rungs = rungs_of(clock)
    if told >= len(rungs):  # the ladder has become shorter since
        return None
    clock.alarm_at = alarm_at(clock, facts_of(clock), told + 1)
    if clock.due_at and told_at >= clock.due_at:
        clock.breached_at = clock.due_at
    Clock.objects.filter(pk=clock.pk).update(alarm_at=clock.alarm_at, breached_at=clock.breached_at)
    return _told(clock, told, rungs[told][1], told_at, now)


def _told(clock: Clock, number: int, rung: Rung, at: datetime, now: datetime) -> Alarm:
    alarm = Alarm.objects.create(
        clock=clock, rung=number, name=rung.name, post=rung.post, at=at, raised_at=now
    )
    journal.record(
        f"clock.{rung.name}",
        document=clock.document,
        thread=clock.thread,
        actor=System(now, unit_id=clock.unit_id),
        at=at,
        told={
            "clock": tell.word(clock.label),
            "kind": clock.kind,
            "due": tell.moment(clock.due_at) if clock.due_at else None,
            "post": rung.post,
        },
    )
    return alarm


def withdraw(clock: Clock, *, from_rung: int, at: datetime) -> None:
    """What was told too early by the facts as they are known now stays on record, withdrawn."""
    wrong = Alarm.objects.filter(clock=clock, rung__gte=from_rung, withdrawn_at__isnull=True)
    wrong.update(withdrawn_at=at)
