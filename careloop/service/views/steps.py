"""Which steps a page offers, and which of them is the next: the one filled button."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import CATCH_UP, allowed
from careloop.kit.lifecycle.offers import Offer, offers, waiting_for
from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, Order

# While somebody waits for help, its answer is the director's next step.
FIRST = "answer_help"
# Steps that end the matter without the work that it was about; they stand apart.
AFTER_THE_WORK = ("close", "close_unreachable")
# An end that helped the customer is no warning.
GOOD = ("solve_by_phone", "consult")
ENDINGS = frozenset(
    step.name for step in CASE.steps if step.to == "closed" and step.name not in AFTER_THE_WORK
)


@dataclass(frozen=True, slots=True)
class Steps:
    """`main` is the next step where it is this person's; `waiting` says whose it is otherwise."""

    main: Offer | None = None
    now: Sequence[Offer] = ()
    not_now: Sequence[Offer] = ()
    endings: Sequence[Offer] = ()
    for_others: Sequence[Offer] = ()
    waiting: str = ""

    def named(self, name: str) -> Offer | None:
        every = [self.main, *self.now, *self.not_now, *self.endings]
        return next((offer for offer in every if offer and offer.step.name == name), None)

    @property
    def any(self) -> bool:
        return bool(self.now or self.not_now or self.endings or self.for_others)


@dataclass(frozen=True)
class Leading:
    """What moves the matter on at present: the case itself, or its order while that is under way."""

    life: Lifecycle
    row: Any
    step: Step | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "step", next_step(self.life, self.row))


def leading(case: Case, order: Order | None) -> Leading:
    with_the_order = case.state in ("assessed", "in_service") and order is not None
    if with_the_order and order.state in ORDER.open_states:  # type: ignore[union-attr]
        return Leading(ORDER, order)
    return Leading(CASE, case)


def next_step(life: Lifecycle, row: Any) -> Step | None:
    """The first step of the table that a person takes from here and that leads on; none at the end."""
    if life.state(row.state).category == "ended":
        return None
    return next((s for s in life.by_hand() if row.state in s.from_ and s.to and s.to != row.state), None)


def steps_of(
    life: Lifecycle, row: Any, actor: Actor, now: datetime, *, leads: Leading | None = None
) -> Steps:
    """The row's steps for this person. `leads` is what moves the matter on, if that is another row."""
    leads = leads or Leading(life, row)
    offered = offers(life, row, actor, now)
    possible = [offer for offer in offered if offer.when == "now"]
    main = _main(possible, leads if leads.row == row else None)
    rest = [offer for offer in possible if offer is not main]
    return Steps(
        main=main,
        now=[offer for offer in rest if offer.step.name not in ENDINGS],
        not_now=[offer for offer in offered if offer.when == "not_now"],
        endings=[offer for offer in rest if offer.step.name in ENDINGS],
        for_others=_for_others(life, row, actor),
        waiting="" if main or leads.row != row or not leads.step else waiting_for(life, row, now),
    )


def _main(possible: Sequence[Offer], leads: Leading | None) -> Offer | None:
    if leads is None:
        return None
    wanted = [FIRST] + ([leads.step.name] if leads.step else [])
    return next((offer for name in wanted for offer in possible if offer.step.name == name), None)


def _for_others(life: Lifecycle, row: Any, actor: Actor) -> list[Offer]:
    """What another did and this person may enter for them (what was done on paper)."""
    if not actor.may(CATCH_UP.code, row.unit_id):
        return []
    return [
        Offer(life, step, row, "now")
        for step in life.by_hand()
        if row.state in step.from_ and step.may and step.may.relation and not allowed(step.may, row, actor)
    ]
