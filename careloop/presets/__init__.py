"""What a company begins with: the posts, the calendar and the rule values of its regulation."""

from datetime import datetime
from importlib import import_module

KNOWN = ("branch",)
# How tables of others are read as history.
MAPPINGS = ("open_repair",)


def load(name: str, at: datetime) -> None:
    """Loads a preset into an empty company; what is there already stays as it is."""
    if name not in KNOWN:
        raise ValueError(f"There is no preset {name!r}; there are: {', '.join(KNOWN)}.")
    import_module(f"careloop.presets.{name}").load(at)
