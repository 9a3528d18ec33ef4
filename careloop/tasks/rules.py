"""Who owes what until when (clause E process 2.2: duties and time points for each department)."""

from careloop.kit.rules import Value, units
from careloop.kit.rules import gettext_noop as _

ANSWER = Value(
    "tasks.answer", 8, units.WORKING_HOURS,
    _("A department answers within this time where no other moment was named."), "E process 2.2",
)  # fmt: skip
ANSWER_LADDER = Value(
    "tasks.answer.ladder",
    [["warn", "director", -120], ["breach", "service_manager", 0], ["escalate", "general_manager", 480]],
    units.MINUTES_AFTER,
    _("Who is told, and when, that a department has not answered."), "E process 3.2",
)  # fmt: skip
