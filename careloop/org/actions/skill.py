from datetime import datetime

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, action, require_everywhere, whole
from careloop.org import permissions
from careloop.org.actions.record import change_row
from careloop.org.models import Skill


@action
def add(*, code: str, names: dict[str, str], actor: Actor, at: datetime) -> Skill:
    require_everywhere(actor, permissions.MANAGE_PEOPLE)
    skill = Skill(code=code, names=names)
    whole(skill).save(force_insert=True)
    move("org")
    journal.record(
        "org.skill.add", document=f"skill:{code}", actor=actor, at=at, told={"what": tell.names(names)}
    )
    return skill


@action
def rename(skill: Skill, *, names: dict[str, str], actor: Actor, at: datetime) -> Skill:
    require_everywhere(actor, permissions.MANAGE_PEOPLE)
    what = tell.names(skill.names)
    change_row(
        skill, {"names": names},
        word="org.skill.rename", document=f"skill:{skill.code}", what=what, actor=actor, at=at,
    )  # fmt: skip
    return skill
