"""What is left, as a chip: of a clock, until a moment, or since when something waits. No query."""

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from careloop.kit.clocks.left import Left, left_of
from careloop.kit.ui.moments import day, moment

__all__ = ["Left", "left_of", "since", "until"]


def until(due_at: datetime, now: datetime) -> Left:
    return Left(moment(due_at, now), "late" if due_at < now else "wait")


def since(at: datetime, now: datetime) -> Left:
    """What nobody gave a limit is done on the day on which it came."""
    on, today = localtime(at).date(), localtime(now).date()
    if on == today:
        return Left(_("Today"), "wait")
    return Left(_("since %(day)s") % {"day": day(on, today, inside=True)}, "soon")
