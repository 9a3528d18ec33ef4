"""Some cases need an answer from another department: asked, answered and checked."""

from datetime import datetime

from careloop.demo import story
from careloop.demo.cast import Cast
from careloop.demo.plan import Plan, dice
from careloop.demo.turns import later
from careloop.service.models import Case
from careloop.tasks.actions import task

SHARE = 0.05
SHARE_UNANSWERED = 0.15


def ask_departments(cast: Cast, matter: Case, seed: int, plan: Plan, at: datetime) -> None:
    rng = dice(seed, plan.index, "department")
    if rng.random() > SHARE:
        return
    director = cast.actor(cast.of_post("director", matter.unit.code)[0].username, at)
    head = cast.of_post("department_head", "HQ")[0]
    question = rng.randrange(len(story.TASKS))
    asked = task.ask(
        unit=cast.units[matter.unit.code],
        owner_unit=cast.units["HQ"],
        owner_post="department_head",
        title=story.TASKS[question],
        document=matter.number,
        actor=director,
        at=at,
    )
    if rng.random() < SHARE_UNANSWERED:
        return
    accepted_at = later(cast.units["HQ"], at, rng.uniform(5, 60))
    answered_at = later(cast.units["HQ"], accepted_at, rng.uniform(30, 400))
    task.accept(asked, actor=cast.actor(head.username, accepted_at), at=accepted_at)
    answer = story.TASK_ANSWERS[question]
    task.answer(asked, answer=answer, actor=cast.actor(head.username, answered_at), at=answered_at)
    checked_at = later(matter.unit, answered_at, rng.uniform(5, 60))
    checker = cast.actor(director_name(cast, matter), checked_at)
    task.check(asked, actor=checker, at=checked_at)


def director_name(cast: Cast, matter: Case) -> str:
    return cast.of_post("director", matter.unit.code)[0].username
