"""How an open clock is changed: its row locked, nothing before what is known, one conditional update."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careloop.kit.clocks.alarms import withdraw
from careloop.kit.clocks.kinds import kind_of
from careloop.kit.clocks.models import Clock
from careloop.kit.lifecycle.refusals import WrongMoment
from careloop.kit.ui import moments


class NotRunning(WrongMoment):
    sentence = _("“%(clock)s” is not running for %(document)s.")


class TooEarly(WrongMoment):
    sentence = _("“%(clock)s” of %(document)s cannot be changed for a moment before %(after)s.")


def open_clock(kind: str, document: str) -> Clock:
    """The open clock, its row locked: what is counted from it must not change before it is written."""
    label = kind_of(kind).label
    clock = next(iter(open_clocks([kind], document)), None)
    if clock is None:
        raise NotRunning(clock=label, document=document)
    return clock


def open_clocks(kinds: Iterable[str], document: str) -> QuerySet[Clock]:
    clocks = Clock.objects.select_for_update().filter(document=document, stopped_at__isnull=True)
    return clocks.filter(kind__in=list(kinds)).order_by("pk")


def not_before(clock: Clock, at: datetime, after: datetime) -> None:
    if at < after:
        said = moments.moment(after)
        raise TooEarly(clock=clock.label, document=clock.document, after=said)


def change(clock: Clock, at: datetime, *, rung: int, **columns: Any) -> None:
    still_open = Clock.objects.filter(pk=clock.pk, stopped_at__isnull=True)
    if not still_open.update(rung=rung, **columns):
        raise NotRunning(clock=clock.label, document=clock.document)
    if rung < clock.rung:
        withdraw(clock, from_rung=rung, at=at)
    for name, value in {"rung": rung, **columns}.items():
        setattr(clock, name, value)
