"""How long the work has taken so far, as the form of its end proposes it."""

from datetime import datetime, timedelta

from careloop.kit.calendar import between
from careloop.kit.clocks.queries import running_of
from careloop.kit.clocks.read import pauses_of
from careloop.org import queries as org
from careloop.service.lifecycles import RESOLUTION
from careloop.service.models import Order

MINUTE = timedelta(minutes=1)
# Who set out yesterday forgot to say when they did; minutes.
LONGEST_WAY = 600


def worked_minutes(order: Order, now: datetime) -> int | None:
    """The unit's hours between arrival and now, without the waiting; nothing where that is more than a day."""
    if order.arrived_at is None or order.arrived_at > now:
        return None
    calendar = org.calendar_of(order.unit_id, order.arrived_at)
    worked = between(calendar, order.arrived_at, now)
    for clock in running_of([order.case.number]).get(order.case.number, []):
        for pause in pauses_of(clock) if clock.kind == RESOLUTION.name else []:
            worked -= between(calendar, max(pause.from_at, order.arrived_at), min(pause.until_at or now, now))
    full_day = calendar.full_day(order.arrived_at.astimezone(calendar.tz).date())
    return round(worked / MINUTE) if worked <= full_day else None


def travelled_minutes(order: Order) -> int | None:
    if order.set_out_at is None or order.arrived_at is None:
        return None
    minutes = round((order.arrived_at - order.set_out_at) / MINUTE)
    return minutes if 0 <= minutes <= LONGEST_WAY else None
