from django.utils.translation import gettext_lazy as _

from careloop.kit.clocks import ClockKind
from careloop.service import rules

# The recorded reasons for which the time to solve a case may stand still (E targets 4).
WAITING = {"customer": _("waits for the customer"), "parts": _("waits for parts")}

ARRIVAL = ClockKind("service.order.arrival", _("Arrival"), ladder=rules.ARRIVAL_LADDER.name)
RESPONSE = ClockKind("service.case.response", _("Response"), ladder=rules.RESPONSE_LADDER.name)
RESOLUTION = ClockKind(
    "service.case.resolution", _("Resolution"), ladder=rules.RESOLUTION_LADDER.name, reasons=WAITING
)
HELP = ClockKind("service.order.help", _("Answer to a call for help"), ladder=rules.HELP_LADDER.name)
