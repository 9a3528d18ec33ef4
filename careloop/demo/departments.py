"""Some cases need an answer from another department: asked, answered and checked."""

from datetime import datetime

from careloop.demo import story
from careloop.demo.cast import Cast
from careloop.demo.plan import Plan, dice
from careloop.demo.turns import later
from careloop.service.models import Case
from careloop.tasks.actions import task

SHARE = 0.05


def ask_departments(cast: Cast, matter: Case, seed: int, plan: Plan, at: datetime, until: datetime) -> None:
    """What would be answered after `until` is left to whoever plays on by hand."""
    rng = dice(seed, plan.index, "department")
    if rng.random() > SHARE:
        return
    asker = cast.of_post("director", matter.unit.code)[0]
    director = cast.actor(asker.username, at)
    head = cast.of_post("department_head", "HQ")[0]
    question, answer = rng.choice(story.TASKS)
    language = asker.language
    asked = task.ask(
        unit=cast.units[matter.unit.code],
        owner_unit=cast.units["HQ"],
        owner_post="department_head",
        title=story.said(question, language),
        document=matter.number,
        actor=director,
        at=at,
    )
    accepted_at = later(cast.units["HQ"], at, rng.uniform(5, 60))
    if accepted_at > until:
        return
    task.accept(asked, actor=cast.actor(head.username, accepted_at), at=accepted_at)
    answered_at = later(cast.units["HQ"], accepted_at, rng.uniform(30, 400))
    if answered_at > until:
        return
    told, ower = story.said(answer, language), cast.actor(head.username, answered_at)
    task.answer(asked, answer=told, actor=ower, at=answered_at)
    checked_at = later(matter.unit, answered_at, rng.uniform(5, 60))
    if checked_at <= until:
        task.check(asked, actor=cast.actor(asker.username, checked_at), at=checked_at)
