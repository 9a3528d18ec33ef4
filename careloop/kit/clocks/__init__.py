"""Running deadlines: started, paused with a reason, warned of, breached, stopped, and always explainable."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from careloop.kit.clocks.kinds import ClockKind, Limit, Rung, UnknownKind, all_kinds, kind_of

if TYPE_CHECKING:
    from careloop.kit.clocks.alarms import tick
    from careloop.kit.clocks.explain import Why, why
    from careloop.kit.clocks.recount import mismatches, move, recompute, recompute_unit
    from careloop.kit.clocks.turn import pause, resume, resume_paused, start, stop, stop_running

_WHERE = {
    **dict.fromkeys(["start", "stop", "stop_running", "pause", "resume", "resume_paused"], "turn"),
    **dict.fromkeys(["recompute", "recompute_unit", "move", "mismatches"], "recount"),
    **dict.fromkeys(["Why", "why"], "explain"),
    "tick": "alarms",
}

__all__ = [
    "ClockKind",
    "Limit",
    "Rung",
    "UnknownKind",
    "Why",
    "all_kinds",
    "kind_of",
    "mismatches",
    "move",
    "pause",
    "recompute",
    "recompute_unit",
    "resume",
    "resume_paused",
    "start",
    "stop",
    "stop_running",
    "tick",
    "why",
]


def __getattr__(name: str) -> Any:
    """Found when asked for: Django imports this package before models may be imported."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
