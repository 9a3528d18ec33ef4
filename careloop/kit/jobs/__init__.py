"""Work done later or at set times by the worker: at least once, each by one worker at a time."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careloop.kit.jobs.define import LANES, LONG, POST, QUICK, Job, enqueue_after_commit, job
    from careloop.kit.jobs.schedule import Timed

__all__ = ["LANES", "LONG", "POST", "QUICK", "Job", "Timed", "enqueue_after_commit", "job"]


def __getattr__(name: str) -> Any:
    # On first use: Django imports this package before models may be loaded.
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("careloop.kit.jobs." + ("schedule" if name == "Timed" else "define")), name)
