"""How pages say where a task stands."""

from datetime import datetime
from typing import Any

from django import template

from careloop.tasks.lifecycles import TASK
from careloop.tasks.models import OWED, Task

register = template.Library()

TONES = {"asked": "soon", "accepted": "plain", "answered": "plain", "checked": "ok", "withdrawn": "quiet"}


@register.filter
def state_label(task: Task) -> Any:
    return TASK.state(task.state).label


@register.filter
def state_tone(task: Task) -> str:
    return TONES[task.state]


@register.filter
def due_tone(task: Task, now: datetime) -> str:
    """Late only while somebody still owes it."""
    if task.state not in OWED:
        return "quiet"
    return "late" if task.due_at < now else "wait"
