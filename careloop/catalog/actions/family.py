from datetime import datetime
from typing import Any

from careloop.catalog.actions import master
from careloop.catalog.models import Family
from careloop.kit.lifecycle.verbs import Actor, action
from careloop.org.models import Skill


@action
def add(
    *,
    code: str,
    names: dict[str, str],
    actor: Actor,
    at: datetime,
    parent: Family | None = None,
    skill: Skill | None = None,
) -> Family:
    return master.add(
        "family", Family(code=code, names=names, parent=parent, skill=skill), actor=actor, at=at
    )


@action
def change(family: Family, *, actor: Actor, at: datetime, **facts: Any) -> Family:
    master.outside(family, facts.get("parent"))
    return master.change("family", family, facts, actor=actor, at=at)
