"""Photos, signatures and documents: checked before they are kept, stored by id, seen by those who may."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careloop.kit.files.actions import attach, remove_orphans, remove_strays, take, take_signature
    from careloop.kit.files.queries import content_of, of

__all__ = ["attach", "content_of", "of", "remove_orphans", "remove_strays", "take", "take_signature"]


def __getattr__(name: str) -> Any:
    """Found when asked for: Django imports this package before models may be imported."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = "queries" if name in ("content_of", "of") else "actions"
    return getattr(import_module(f"{__name__}.{room}"), name)
