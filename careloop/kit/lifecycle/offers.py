"""Which steps a row's page offers to this person: now, not now (and why), or only to others (and to whom)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloop.kit import resolvers
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import allowed
from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.kit.names import listed


@dataclass(frozen=True)
class Offer:
    life: Lifecycle
    step: Step
    row: Any
    when: Literal["now", "not_now"]
    why_not: str = ""

    @property
    def url(self) -> str:
        return reverse(f"{self.life.domain}:{self.life.noun}-{self.step.name}", args=[self.row.number])

    @property
    def label(self) -> Any:
        return self.step.label

    @property
    def asks_nothing(self) -> bool:
        return not self.step.form


def offers(life: Lifecycle, row: Any, actor: Actor, now: datetime) -> list[Offer]:
    """The steps this person may take on the row, those possible now first, in the order of the table."""
    hindered = hindrances(life, row, now)
    mine = [step for step in life.by_hand() if step.may is not None and allowed(step.may, row, actor)]
    found = [_offer(life, step, row, hindered) for step in mine]
    return sorted(found, key=lambda offer: offer.when != "now")


def _offer(life: Lifecycle, step: Step, row: Any, hindered: Mapping[str, Any]) -> Offer:
    if row.state not in step.from_:
        states = listed(_("“%(state)s”") % {"state": life.state(state).label} for state in step.from_)
        why = ngettext(
            "only in the state %(states)s", "only in one of the states %(states)s", len(step.from_)
        )
        return Offer(life, step, row, "not_now", why % {"states": states})
    if step.name in hindered:
        return Offer(life, step, row, "not_now", str(hindered[step.name]))
    return Offer(life, step, row, "now")


def hindrances(life: Lifecycle, row: Any, now: datetime) -> Mapping[str, Any]:
    """What the domain's `queries.<noun>_hindrances` says stands against steps right now."""
    queries = import_module(f"careloop.{life.domain}.queries")
    find = getattr(queries, f"{life.noun}_hindrances", None)
    return find(row, now) if find else {}


def waiting_for(life: Lifecycle, row: Any, at: datetime) -> str:
    """Who can take the next step, by name: shown to those who can only wait."""
    step = next((s for s in life.by_hand() if row.state in s.from_ and s.to and s.to != row.state), None)
    if step is None or step.may is None:
        return ""
    if step.may.relation:
        people = sorted(getattr(row, step.may.relation)())
    else:
        people = resolvers.people_who_may(step.may.code, row.unit_id, at)
    names = sorted(resolvers.person_names(people).values())
    if not names:
        return ""
    shown = listed(names[:2]) + ("…" if len(names) > 2 else "")
    return _("waiting for %(people)s: %(step)s") % {"people": shown, "step": step.label}
