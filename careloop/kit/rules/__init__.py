"""Named values and decisions of a regulation: sentence, clause, unit, default, and dated overrides."""

from careloop.kit.rules.values import Value, all_values, find, gettext_noop

__all__ = ["Value", "all_values", "find", "gettext_noop"]
