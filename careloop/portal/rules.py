"""What the home pages measure against."""

from careloop.kit.rules import Value, units
from careloop.kit.rules import gettext_noop as _

ON_TIME_TARGET = Value(
    "portal.on_time_target", 95, units.PERCENT,
    _("At least so many of a hundred visits begin within the arrival limit."), "B 19",
)  # fmt: skip
