from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.verbs import Actor, WrongMoment, hold, take
from careloop.kit.names import listed
from careloop.service import queries
from careloop.service.lifecycles import CASE
from careloop.service.models import Case


class OpenTasks(WrongMoment):
    sentence = _("Departments still owe an answer: %(tasks)s.")


def end(
    case: Case, step: str, outcome: str, actor: Actor, at: datetime, *, told: dict[str, Any], **columns: Any
) -> None:
    columns |= {"outcome": outcome, "closed_at": at}
    take(CASE, step, case, actor=actor, at=at, told=told, columns=columns)


def refuse_open_tasks(case: Case) -> None:
    """Holds the case first: whoever asks a department about it at this moment waits, and finds it closed."""
    hold(CASE, case)
    if waiting := queries.open_tasks(case):
        raise OpenTasks(tasks=listed(waiting))
