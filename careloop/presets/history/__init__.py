"""Old cases from a table that is not ours: each row is taken, there already, or refused with its reason."""

from careloop.presets.history.report import Refused, Report
from careloop.presets.history.taking import run

__all__ = ["Refused", "Report", "run"]
