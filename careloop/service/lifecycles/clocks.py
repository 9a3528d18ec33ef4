from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from careloop.kit.clocks import ClockKind, Rung

# The recorded reasons for which the time to solve a case may stand still (E targets 4).
WAITING = {"customer": _("waits for the customer"), "parts": _("waits for parts")}

ARRIVAL = ClockKind(
    "service.order.arrival",
    _("Arrival"),
    ladder=(
        Rung("warn", "director", after=timedelta(minutes=-90)),
        Rung("breach", "director"),
        Rung("escalate", "service_manager", after=timedelta(hours=1)),
        Rung("escalate", "general_manager", after=timedelta(hours=4)),
    ),
)
RESPONSE = ClockKind(
    "service.case.response",
    _("Response"),
    ladder=(
        Rung("warn", "service_manager", share=-0.5),
        Rung("breach", "service_manager"),
        Rung("escalate", "general_manager", after=timedelta(hours=1)),
    ),
)
RESOLUTION = ClockKind(
    "service.case.resolution",
    _("Resolution"),
    reasons=WAITING,
    ladder=(
        Rung("warn", "director", share=-0.25),
        Rung("breach", "service_manager"),
        Rung("escalate", "general_manager", after=timedelta(hours=8)),
    ),
)
HELP = ClockKind(
    "service.order.help",
    _("Answer to a call for help"),
    ladder=(
        Rung("breach", "director"),
        Rung("escalate", "service_manager", after=timedelta(minutes=30)),
    ),
)
