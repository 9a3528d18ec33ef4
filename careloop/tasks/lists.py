from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages import Button, ChoiceFilter, Column, Empty, FlagFilter, ListPage, PeriodFilter
from careloop.tasks import permissions
from careloop.tasks.lifecycles import TASK
from careloop.tasks.models import OWED, Task

ASK = Button(_("Ask a department"), "tasks:ask", permissions.ASK.code, main=True)


class TaskList(ListPage):
    name = "tasks.tasks"
    title = _("Tasks")
    model = Task
    searched_by = _("number, or words of the task")
    columns = (
        Column("number", _("Task"), link=True, mono=True),
        Column("state", _("State"), template="tasks/cells/state.html"),
        Column("title", _("What is asked")),
        Column("owner_unit", _("Asked of unit")),
        Column("owner", _("Asked of")),
        Column("document", _("About"), mono=True),
        Column("due_at", _("Until"), template="tasks/cells/due.html", right=True),
    )
    on_phone = {
        "title": "subject",
        "owner_unit": "line",
        "owner": "line",
        "document": "line",
        "due_at": "when",
        "state": "state",
        "number": "number",
    }
    filters = (
        FlagFilter("open", _("Not done yet"), Q(state__in=OWED)),
        ChoiceFilter("state", _("State"), TASK.choices(), several=True),
        PeriodFilter("due_at", _("Until")),
    )
    order = ("-id",)
    buttons = (ASK,)
    empty = Empty(
        _("Nobody owes anything"),
        _("Ask another department from a case: what it owes stands here until it is answered and checked."),
    )

    def rows(self, actor: Actor) -> QuerySet[Task]:
        return Task.objects.visible_to(actor).select_related("owner", "owner_unit", "asking_unit", "asked_by")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        number = text.upper()
        return rows.filter(Q(number=number) | Q(document=number) | Q(title__icontains=text))

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
