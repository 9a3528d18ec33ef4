"""What happens next to a case of the demo, read from the state that it is in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from careloop.catalog.models import FaultCode
from careloop.customers.actions import contract as contracts
from careloop.customers.actions import customer as customers
from careloop.customers.models import Customer
from careloop.demo import story
from careloop.demo.cast import Cast
from careloop.demo.pictures import photos
from careloop.demo.plan import Plan, dice
from careloop.demo.strokes import signature
from careloop.kit.calendar import add
from careloop.org.access import Actor
from careloop.org.models import Unit
from careloop.org.queries import calendar_of
from careloop.service import queries
from careloop.service.actions import call, case, order
from careloop.service.actions.told import in_parts
from careloop.service.models import Case, Order

Act = Callable[[], object]


@dataclass(frozen=True)
class Turn:
    at: datetime
    act: Act


def later(unit: Unit, at: datetime, minutes: float) -> datetime:
    """So many working minutes later, and never at the very same second."""
    worked = timedelta(seconds=max(1, round(minutes * 60)))
    return add(calendar_of(unit.pk, at), at, worked)


def open_case(cast: Cast, plan: Plan, rng: Random) -> Case:
    """The call. A consultation is answered at once; everything else waits to be assessed."""
    facts = dict(plan.call)
    symptom = FaultCode.objects.filter(kind="symptom", code=facts.pop("symptom")).first()
    unit = cast.units[plan.unit]
    clerk = cast.actor(rng.choice(cast.of_post("clerk", plan.unit)).username, plan.at)
    if facts["name"] in story.UNDER_CONTRACT:
        facts |= _under_contract(cast, unit, facts, plan.at)
    return call.take(**in_parts({"unit": unit, "symptom": symptom, **facts}), actor=clerk, at=plan.at)


def _under_contract(cast: Cast, unit: Unit, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The company that calls, known by its contract since before its first call."""
    known = Customer.objects.filter(name=facts["name"], kind=Customer.Kind.COMPANY).first()
    if known is None:
        manager = cast.actor(cast.of_post("service_manager", "HQ")[0].username, at)
        known = customers.take_in(
            unit=unit,
            name=facts["name"],
            phones=[facts["phone"]],
            address=facts["address"],
            kind=Customer.Kind.COMPANY,
            language=facts["language"],
            actor=manager,
            at=at,
        )
        from_on = at.date().replace(month=1, day=1)
        contracts.add(
            known,
            unit=unit,
            from_on=from_on,
            until_on=from_on.replace(year=from_on.year + 1),
            all_devices=True,
            covers_parts=True,
            actor=manager,
            at=at,
        )
    return {"customer": known, "phone": ""}


class Turns:
    """The next turn of one case; `turn` counts them, so that each has a chance of its own."""

    def __init__(self, cast: Cast, plan: Plan, matter: Case, seed: int, turn: int) -> None:
        self.cast, self.plan, self.matter = cast, plan, matter
        self.unit = cast.units[matter.unit.code]
        self.rng = dice(seed, plan.index, f"{matter.state}:{turn}")
        self.first_round = matter.round == 1
        self.language = matter.customer.language if matter.customer else "zh-hans"

    def next(self) -> Turn | None:
        decide = getattr(self, f"_{self.matter.state}", None)
        return decide() if decide else None

    # Helpers of chance and of people.

    def _in(self, low: float, high: float, since: datetime | None = None) -> datetime:
        return later(self.unit, since or self.matter.changed_at, self.rng.uniform(low, high))

    def _person(self, post: str, at: datetime, unit: str = "") -> Actor:
        people = self.cast.of_post(post, unit or self.unit.code)
        return self.cast.actor(self.rng.choice(people).username, at)

    def _said(self, choices: Sequence[story.Four]) -> str:
        """One of these, in the language of the customer."""
        return story.said(self.rng.choice(choices), self.language)

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    # The states of a case.

    def _opened(self) -> Turn:
        fate = self.plan.fate
        if fate in ("by_phone", "consult"):
            at = self._in(3, 30)
            clerk, advice = self._person("clerk", at), self._said(story.ADVICE)
            step = case.solve_by_phone if fate == "by_phone" else case.consult
            return Turn(at, lambda: step(self.matter, advice=advice, actor=clerk, at=at))
        if fate == "duplicate" and (other := self._other_case()):
            at = self._in(10, 60)
            clerk = self._person("clerk", at)
            return Turn(at, lambda: case.mark_duplicate(self.matter, other=other, actor=clerk, at=at))
        at = self._in(2, 40)
        judge = self._person("director", at)
        severity = self.rng.choice(("low", "normal", "normal", "normal", "high"))
        complexity = "complex" if self._chance(0.12) else "simple"
        return Turn(
            at,
            lambda: case.assess(self.matter, severity=severity, complexity=complexity, actor=judge, at=at),
        )

    def _other_case(self) -> str:
        others = Case.objects.filter(unit=self.unit, closed_at=None).exclude(pk=self.matter.pk)
        return others.order_by("-id").values_list("number", flat=True).first() or ""

    def _assessed(self) -> Turn:
        if self.plan.fate == "withdraw":
            return self._end("withdraw", story.WITHDRAWALS)
        # Some are left over for the next morning.
        wait = self.rng.uniform(300, 600) if self._chance(0.05) else self.rng.uniform(5, 80)
        return self._dispatch(later(self.unit, self.matter.changed_at, wait))

    def _in_service(self) -> Turn | None:
        job = queries.current_order(self.matter)
        if job is None:
            return None
        return OrderTurns(self, job).next()

    def _signed_off(self) -> Turn:
        at = self._in(10, 150)
        clerk = self._person("clerk", at)
        note = story.said(story.REVIEWED, self.cast.language_of(clerk))
        return Turn(at, lambda: case.review(self.matter, note=note, actor=clerk, at=at))

    def _reviewed(self) -> Turn:
        if self.plan.fate == "unreachable":
            return self._not_reached()
        at = self._in(5, 240)
        clerk, words = self._person("clerk", at), self._said(story.WORDS)
        return Turn(at, lambda: case.inform(self.matter, channel="phone", words=words, actor=clerk, at=at))

    def _not_reached(self) -> Turn:
        tried_at = list(self.matter.tries.order_by("at").values_list("at", flat=True))
        at = self._in(150, 300, tried_at[-1] if tried_at else None)
        clerk = self._person("clerk", at)
        if len(tried_at) >= 3:
            return Turn(at, lambda: case.close_unreachable(self.matter, actor=clerk, at=at))
        reason = self.rng.choice(("no_answer", "busy", "off", "wrong_number"))
        return Turn(
            at, lambda: case.record_try(self.matter, channel="phone", reason=reason, actor=clerk, at=at)
        )

    def _informed(self) -> Turn:
        at = self._in(1, 20)
        clerk = self._person("clerk", at)
        if self.first_round and self._chance(0.06):
            reason = self._said(story.COMPLAINTS)
            return Turn(at, lambda: case.handle_again(self.matter, reason=reason, actor=clerk, at=at))
        remark = self._said(story.REMARKS)
        return Turn(at, lambda: case.close(self.matter, remark=remark, actor=clerk, at=at))

    def _end(self, step: str, reasons: Sequence[story.Four], since: datetime | None = None) -> Turn:
        at = self._in(20, 200, since)
        clerk, reason = self._person("clerk", at), self._said(reasons)
        return Turn(at, lambda: getattr(case, step)(self.matter, reason=reason, actor=clerk, at=at))

    def _dispatch(self, at: datetime) -> Turn:
        return Turn(at, lambda: self._send_someone(at))

    def _send_someone(self, at: datetime) -> None:
        """The director takes the first that can be sent, in the next free window."""
        job = queries.current_order(self.matter)
        assert job is not None
        from_at = later(self.unit, at, self.rng.uniform(30, 140))
        until_at = from_at + timedelta(minutes=90)
        fit = [choice for choice in queries.choices(job, from_at, until_at, at) if choice.can_be_sent]
        if not fit:
            raise NobodyFree
        director = self._person("director", at)
        order.dispatch(
            job,
            technician=fit[0].person,
            window_from=from_at,
            window_until=until_at,
            actor=director,
            at=at,
        )


class NobodyFree(Exception):
    """Nobody can be sent now; the director looks again later."""


def _answer_to(need: str) -> str:
    """What fits the call for help, in the language that it was made in."""
    return next(answer[said.index(need)] for said, answer in story.HELP if need in said)


class OrderTurns:
    """The next turn of a case's present order."""

    def __init__(self, turns: Turns, job: Order) -> None:
        self.turns, self.job, self.rng = turns, job, turns.rng

    def next(self) -> Turn | None:
        decide = getattr(self, f"_{self.job.state}", None)
        return decide() if decide else None

    def _in(self, low: float, high: float) -> datetime:
        return self.turns._in(low, high, self.job.changed_at)

    def _technician(self, at: datetime) -> Actor:
        assert self.job.technician is not None
        return self.turns.cast.actor(self.job.technician.username, at)

    def _own(self, four: story.Four) -> str:
        """As the technician says it, among colleagues."""
        assert self.job.technician is not None
        return story.said(four, self.job.technician.language)

    def _step(self, at: datetime, step: Callable[..., object], **facts: object) -> Turn:
        return Turn(at, lambda: step(self.job, actor=self._technician(at), at=at, **facts))

    def _open(self) -> Turn:
        return self.turns._dispatch(self._in(5, 60))

    def _dispatched(self) -> Turn:
        if self.turns._chance(0.03):
            return self._step(
                self._in(3, 30), order.refuse, reason=self._own(self.rng.choice(story.REFUSALS))
            )
        return self._step(self._in(1, 25), order.accept)

    def _accepted(self) -> Turn:
        assert self.job.window_from is not None
        earliest = self.job.window_from - timedelta(minutes=self.rng.uniform(10, 30))
        return self._step(max(earliest, self._in(1, 2)), order.set_out)

    def _under_way(self) -> Turn:
        # Traffic, or the job before takes longer: some come late.
        minutes = self.rng.uniform(120, 420) if self.turns._chance(0.04) else self.rng.uniform(10, 35)
        return self._step(self._in(minutes, minutes + 1), order.arrive)

    def _working(self) -> Turn:
        asked = list(self.job.help_requests.all())
        if any(help_.ended_at is None for help_ in asked):
            at = self.turns._in(5, 80, asked[-1].asked_at)
            director, answer = self.turns._person("director", at), _answer_to(asked[-1].need)
            return Turn(at, lambda: order.answer_help(self.job, answer=answer, actor=director, at=at))
        if not asked and self.turns._chance(0.04):
            return self._step(
                self._in(10, 30), order.ask_help, need=self._own(self.rng.choice(story.HELP)[0])
            )
        if self.turns.first_round and self.turns._chance(0.06):
            return self._step(self._in(15, 40), order.wait, reason="parts", note=self._own(story.WAITING))
        if self.turns.plan.fate == "decline":
            return self.turns._end("decline", [story.DECLINED], self.job.changed_at)
        return self._finish()

    def _finish(self) -> Turn:
        result = self.rng.choice(("repaired",) * 12 + ("advised", "advised", "no_fault", "not_repairable"))
        at = self._in(20, 120)
        worked = max(5, round((at - (self.job.arrived_at or at)).total_seconds() / 60))
        return self._step(
            at,
            order.finish,
            result=result,
            report=self.turns._said(story.REPORTS[result]),
            cause=self._code("cause", story.CAUSES.get(result)),
            remedy=self._code("action", story.REMEDIES.get(result)),
            work_minutes=min(worked, 240),
            travel_minutes=self.rng.randrange(10, 45),
            photos=photos(self.rng),
        )

    def _code(self, kind: str, codes: list[str] | None) -> FaultCode | None:
        if not codes:
            return None
        return FaultCode.objects.filter(kind=kind, code=self.rng.choice(codes)).first()

    def _waiting(self) -> Turn:
        return self._step(self._in(450, 1400), order.go_on)

    def _finished(self) -> Turn:
        at = self._in(1, 8)
        if self.turns._chance(0.1):
            return self._step(at, order.sign, signer="", absent_reason=self.turns._said([story.ABSENT]))
        customer = self.turns.matter.customer
        return self._step(
            at, order.sign, signer=customer.name if customer else "", signature=signature(self.rng)
        )

    def _signed(self) -> Turn:
        at = self._in(20, 200)
        clerk = self.turns._person("clerk", at)
        return Turn(at, lambda: order.sign_off(self.job, actor=clerk, at=at))
