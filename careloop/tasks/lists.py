from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages import ChoiceFilter, Column, Empty, ListPage, PeriodFilter
from careloop.tasks.lifecycles import TASK
from careloop.tasks.models import Task


class TaskList(ListPage):
    name = "tasks.tasks"
    title = _("Tasks")
    model = Task
    columns = (
        Column("number", _("Task"), link=True, mono=True),
        Column("state", _("State"), template="tasks/cells/state.html"),
        Column("title", _("What is asked")),
        Column("owner_unit", _("Asked of unit")),
        Column("owner", _("Asked of")),
        Column("document", _("About"), mono=True),
        Column("due_at", _("Until"), template="tasks/cells/due.html", right=True),
    )
    filters = (
        ChoiceFilter("state", _("State"), TASK.choices(), several=True),
        PeriodFilter("due_at", _("Until")),
    )
    order = ("-id",)
    empty = Empty(
        _("Nobody owes anything"),
        _("Ask another department from a case: what it owes stands here until it is answered and checked."),
    )

    def rows(self, actor: Actor) -> QuerySet[Task]:
        return Task.objects.visible_to(actor).select_related("owner", "owner_unit", "asking_unit", "asked_by")

    def url(self, row: Task) -> str:
        return reverse("tasks:task", args=[row.number])

    def serialize(self, row: Task) -> dict[str, Any]:
        return {
            "number": row.number,
            "title": row.title,
            "body": row.body,
            "answer": row.answer,
            "state": row.state,
            "asked_by": row.asked_by.username if row.asked_by else None,
            "asking_unit": row.asking_unit.code,
            "owner_unit": row.owner_unit.code,
            "owner_post": row.owner_post,
            "owner": row.owner.username if row.owner else None,
            "asked_at": row.asked_at.isoformat(),
            "due_at": row.due_at.isoformat(),
            "document": row.document,
            "blocking": row.blocking,
        }
