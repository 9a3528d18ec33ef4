from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careloop.kit.clocks import ClockKind
from careloop.kit.lifecycle.table import Lifecycle, State, Step
from careloop.tasks import permissions as may
from careloop.tasks import rules

ANSWER = ClockKind("tasks.task.answer", _("Answer to a task"), ladder=rules.ANSWER_LADDER.name)

TASK = Lifecycle(
    name="tasks.task",
    model_label="tasks.Task",
    label=_("Task"),
    states=(
        State("asked", _("Asked"), "new"),
        State("accepted", _("Accepted"), "underway"),
        State("answered", _("Answered"), "done"),
        State("checked", _("Checked"), "ended"),
        State("withdrawn", _("Withdrawn"), "ended"),
    ),
    steps=(
        Step(
            "ask",
            from_=(),
            to="asked",
            may=may.ASK,
            label=_("Ask"),
            told=_("asked %(owner)s: %(title)s, until %(due_at)s"),
            form="TaskAsk",
            starts=(ANSWER.name,),
        ),
        Step(
            "accept",
            from_=("asked",),
            to="accepted",
            may=may.ANSWER,
            label=pgettext_lazy("a task", "Accept"),
            told=_("accepted the task “%(title)s”"),
        ),
        Step(
            "answer",
            from_=("asked", "accepted"),
            to="answered",
            may=may.ANSWER,
            label=pgettext_lazy("a task", "Answer"),
            button=_("Send the answer"),
            told=_("answered “%(title)s”: %(answer)s"),
            form="TaskAnswer",
            stops=(ANSWER.name,),
        ),
        Step(
            "check",
            from_=("answered",),
            to="checked",
            may=may.CHECK,
            label=_("Accept the answer"),
            told=_("checked the answer to “%(title)s”"),
        ),
        Step(
            "send_back",
            from_=("answered",),
            to="accepted",
            may=may.CHECK,
            label=_("Send back"),
            told=_("sent “%(title)s” back: %(why)s, until %(due_at)s"),
            form="TaskSendBack",
            starts=(ANSWER.name,),
        ),
        Step(
            "withdraw",
            from_=("asked", "accepted"),
            to="withdrawn",
            may=may.CHECK,
            label=_("Withdraw"),
            told=_("withdrew “%(title)s”: %(why)s"),
            form="TaskWithdraw",
            stops=(ANSWER.name,),
        ),
    ),
)
