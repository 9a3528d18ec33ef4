"""Alarms of this installation are held while something plays or enters the past in a time of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def _sign() -> Path:
    return Path(settings.DATA_DIR) / "clocks-held"


def held() -> bool:
    return _sign().exists()


@contextmanager
def hold() -> Iterator[None]:
    """Whoever holds the alarms calls `tick` with the moments of its own time."""
    _sign().parent.mkdir(parents=True, exist_ok=True)
    _sign().touch()
    try:
        yield
    finally:
        _sign().unlink(missing_ok=True)
