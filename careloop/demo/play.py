"""Ninety days of the demo company, every case through the real actions, in the order of time.

What comes next is read from the state that a case is in, so the play can be stopped at any moment and goes
on where it was. Few steps stand in one transaction, with a rest after each: SQLite has room for one writer,
and whoever waits for it looks only every tenth of a second whether it is free.
"""

import heapq
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from careloop.demo import cast as casts
from careloop.demo import progress
from careloop.demo.departments import ask_departments
from careloop.demo.plan import Plan, dice, plans
from careloop.demo.turns import NobodyFree, Turns, later, open_case
from careloop.kit.clocks import tick
from careloop.kit.clocks.hold import hold
from careloop.kit.journal.sealing import seal_all
from careloop.kit.lifecycle.refusals import Refusal
from careloop.service.models import Case
from careloop.wiring.people import tell_of_alarm

DAYS = 90
STEPS_IN_ONE_GO = 10
REST = 0.5  # of the time that the transaction before it took
HOUR = timedelta(hours=1)
TRIES_OF_A_TURN = 30


def play(
    cases: int, seed: int, *, now: datetime, days: int = DAYS, say: Callable[[str], None] = print
) -> int:
    """Plays what is not played yet, up to `now`; begun again, up to the moment of the first time.

    Returns how many steps were taken.
    """
    memory = Memory(settings.DATA_DIR, cases, seed, days, now)
    story = Story(memory)
    if story.is_told():
        return 0
    memory.mark_playing(story.progress())
    try:
        with hold() as still_here:
            return story.tell(say, still_here)
    finally:
        memory.mark_done()


class Memory:
    """What the play must know when it is begun again: until when it plays, and which case is which."""

    def __init__(self, folder: Path, cases: int, seed: int, days: int, now: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.path = folder, folder / f"demo-{cases}-{seed}-{days}.json"
        self.cases, self.seed = cases, seed
        if self.path.exists():
            held: dict[str, Any] = json.loads(self.path.read_text())
        else:
            held = {"until": now.isoformat(), "numbers": {}, "turns": {}}
        self.until = datetime.fromisoformat(held["until"])
        self.from_at = self.until - timedelta(days=days)
        self.numbers: dict[int, str] = {int(index): number for index, number in held["numbers"].items()}
        # How often each case came on: begun again, it has the same chances as before.
        self.turns: dict[int, int] = {int(index): turn for index, turn in held["turns"].items()}

    def keep(self) -> None:
        held = {"until": self.until.isoformat(), "numbers": self.numbers, "turns": self.turns}
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(held))
        beside.replace(self.path)

    def mark_playing(self, done: int) -> None:
        progress.tell(done, self.cases)

    def mark_done(self) -> None:
        self.keep()
        progress.end()


class Story:
    """A queue of what comes next, the earliest first."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.cast = memory, casts.find()
        self.queue: list[tuple[datetime, int, int]] = []
        self.turn = memory.turns
        self.tries: dict[int, int] = {}
        drawn = plans(self.cast, memory.cases, memory.seed, memory.from_at, memory.until)
        self.plans: dict[int, Plan] = {plan.index: plan for plan in drawn}
        self.ticked_at = memory.from_at
        for plan in drawn:
            if plan.index not in memory.numbers:
                heapq.heappush(self.queue, (plan.at, plan.index, 0))
        self._take_up_again()

    def is_told(self) -> bool:
        return not self.queue

    def progress(self) -> int:
        return len(self.memory.numbers)

    def tell(self, say: Callable[[str], None], still_here: Callable[[], None]) -> int:
        steps, day = 0, None
        while self.queue:
            began = time.monotonic()
            at, taken = self._some_steps()
            still_here()
            steps += taken
            if connection.vendor == "sqlite":
                time.sleep(REST * (time.monotonic() - began))
            self._mind_the_clocks(at)
            if at.date() != day:
                day = at.date()
                self.memory.keep()
                self.memory.mark_playing(self.progress())
                seal_all(at)
                say(f"{day}: {self.progress()} of {self.memory.cases} cases")
        return steps

    def _some_steps(self) -> tuple[datetime, int]:
        """A few steps in one transaction; if it falls, so does what is remembered of it."""
        before, taken = (dict(self.memory.numbers), dict(self.turn)), 0
        try:
            with transaction.atomic():
                while self.queue and taken < STEPS_IN_ONE_GO:
                    at, index, _turn = heapq.heappop(self.queue)
                    self._one(at, index)
                    taken += 1
        except BaseException:
            self.memory.numbers, self.memory.turns = before
            raise
        return at, taken

    def _take_up_again(self) -> None:
        known = {number: index for index, number in self.memory.numbers.items()}
        open_cases = Case.objects.filter(number__in=known, closed_at=None).select_related("unit", "customer")
        for matter in open_cases:
            self._schedule(known[matter.number], matter)

    def _one(self, at: datetime, index: int) -> None:
        plan = self.plans[index]
        if index not in self.memory.numbers:
            matter = open_case(self.cast, plan, dice(self.memory.seed, index, "open"))
            self.memory.numbers[index] = matter.number
        else:
            matter = self._case(index)
            turn = Turns(self.cast, plan, matter, self.memory.seed, self.turn.get(index, 0)).next()
            if turn is None:
                return
            try:
                turn.act()
                self.tries.pop(index, None)
            except (NobodyFree, Refusal):
                self._try_later(at, index, matter)
                return
            if matter.state == "assessed":
                ask_departments(self.cast, matter, self.memory.seed, plan, at, self.memory.until)
        self.turn[index] = self.turn.get(index, 0) + 1
        self._schedule(index, self._case(index))

    def _case(self, index: int) -> Case:
        return Case.objects.select_related("unit", "customer").get(number=self.memory.numbers[index])

    def _schedule(self, index: int, matter: Case) -> None:
        """When the next turn is due; one that lies in the future is left to whoever plays on by hand."""
        turn = Turns(self.cast, self.plans[index], matter, self.memory.seed, self.turn.get(index, 0)).next()
        if turn is not None and turn.at <= self.memory.until:
            heapq.heappush(self.queue, (turn.at, index, self.turn.get(index, 0)))

    def _try_later(self, at: datetime, index: int, matter: Case) -> None:
        self.turn[index] = self.turn.get(index, 0) + 1
        self.tries[index] = self.tries.get(index, 0) + 1
        again = later(matter.unit, at, 60)
        if self.tries[index] <= TRIES_OF_A_TURN and again <= self.memory.until:
            heapq.heappush(self.queue, (again, index, self.turn[index]))

    def _mind_the_clocks(self, at: datetime) -> None:
        """Alarms ring in the time of the play."""
        while self.ticked_at + HOUR <= at:
            self.ticked_at += HOUR
            tick(self.ticked_at, tell=partial(tell_of_alarm, at=self.ticked_at))
