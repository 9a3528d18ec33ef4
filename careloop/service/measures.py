"""What service can answer for. What was taken over as history is never counted as on time or content."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures import DAY, MONTH, Figure, Group, Measure, Part, Period, in_periods, register
from careloop.kit.measures.figures import Where
from careloop.org import queries as org
from careloop.org.models import Zone
from careloop.service.models import Call, Case, Order
from careloop.service.models.call import Channel

ON = {"open": "on"}
# Days since the call, from and to; a general problem has three working days, a complex one seven.
AGES = (
    (_("Today"), 0, 0),
    (_("1–2 days"), 1, 2),
    (_("3–7 days"), 3, 7),
    (_("Longer than 7 days"), 8, None),
)


def words_of(choices: Any) -> Any:
    def said(keys: Collection[Any]) -> dict[Any, Any]:
        return dict(choices)

    return said


UNIT = Group("unit", _("Unit"), "unit_id", org.unit_names)
TECHNICIAN = Group("technician", _("Technician"), "technician_id", org.person_names)
ZONE = Group("zone", _("Zone"), "zone__kind", words_of(Zone.Kind.choices))
CHANNEL = Group("channel", _("Channel"), "channel", words_of(Channel.choices))
KIND = Group("kind", _("Who pays"), "kind", words_of(Case.Kind.choices))

OPEN_CASES = register(
    Measure(
        name="service.open_cases",
        label=_("Open cases"),
        unit=_("cases"),
        clause="B 18",
        rows=lambda actor: Case.objects.visible_to(actor),
        at="opened_at",
        list_url="service:cases",
        denominator=Part(~Q(state="closed"), ON),
        groups=(UNIT, CHANNEL, KIND),
    )
)
CALLS = register(
    Measure(
        name="service.calls",
        label=_("Calls"),
        unit=_("calls"),
        clause="B 8",
        rows=lambda actor: Call.objects.visible_to(actor),
        at="received_at",
        list_url="service:calls",
        groups=(DAY, MONTH, UNIT, CHANNEL),
    )
)
# Whoever has the order now stands for the arrival, also where it was given to another afterwards.
ON_TIME = register(
    Measure(
        name="service.arrived_on_time",
        label=_("Arrived on time"),
        unit="%",
        clause="B 19",
        rows=lambda actor: Order.objects.visible_to(actor).exclude(case__outcome=Case.Outcome.HISTORY),
        at="arrived_at",
        list_url="service:orders",
        denominator=Part(Q(on_time__isnull=False)),
        numerator=Part(Q(on_time=True), {"on_time": "on"}),
        rest=Part(Q(on_time=False), {"late": "on"}),
        groups=(TECHNICIAN, UNIT, ZONE, MONTH),
    )
)
# Of the customers who were content in the end, those with whom nothing had to be handled again (E process 4.2).
# What cannot be repaired counts too when the customer was content with that answer: nobody had to come twice.
FIRST_TIME = register(
    Measure(
        name="service.fixed_first_time",
        label=_("Fixed first time"),
        unit="%",
        clause="E process 4.2",
        rows=lambda actor: Case.objects.visible_to(actor),
        at="closed_at",
        list_url="service:cases",
        denominator=Part(Q(outcome=Case.Outcome.CONTENT), {"outcome": Case.Outcome.CONTENT.value}),
        numerator=Part(Q(round=1), {"first_time": "on"}),
        rest=Part(Q(round__gt=1), {"outcome": Case.Outcome.CONTENT.value, "again": "on"}),
        groups=(UNIT, KIND, CHANNEL, MONTH),
    )
)


def open_by_age(actor: Actor, today: date, where: Where = ()) -> list[tuple[Any, Figure]]:
    """How many cases are not closed, by the days since the call; one query."""
    periods = [_days_ago(first, last, today) for _label, first, last in AGES]
    figures = in_periods(OPEN_CASES, actor, periods, where)
    return [(label, figure) for (label, *_days), figure in zip(AGES, figures, strict=True)]


def _days_ago(first: int, last: int | None, today: date) -> Period:
    from_on = None if last is None else today - timedelta(days=last)
    # Nothing lies after today, and a call entered for the future of another time zone counts as today's.
    until_on = None if first == 0 else today - timedelta(days=first - 1)
    return Period(from_on, until_on)
