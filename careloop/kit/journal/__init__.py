"""What happened, written once: append-only, sealed in blocks, told in the reader's language."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careloop.kit.journal.write import Happening, record, record_many

__all__ = ["Happening", "record", "record_many"]


def __getattr__(name: str) -> Any:
    """Found when asked for: Django imports this package before models may be imported."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from careloop.kit.journal import write

    return getattr(write, name)
