"""Alarms of this installation are held while something plays or enters the past in a time of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

# A process that was killed cannot take its sign away: what nobody touched for so long holds nothing.
EXPIRES = timedelta(minutes=10)


def _sign() -> Path:
    return Path(settings.DATA_DIR) / "clocks-held"


def held(at: datetime) -> bool:
    try:
        touched = _sign().stat().st_mtime
    except FileNotFoundError:
        return False
    return at.timestamp() - touched < EXPIRES.total_seconds()


@contextmanager
def hold() -> Iterator[Callable[[], None]]:
    """Whoever holds the alarms calls `tick` with the moments of its own time, and what this yields as it
    goes: the sign expires."""
    _sign().parent.mkdir(parents=True, exist_ok=True)
    _sign().touch()
    try:
        yield _sign().touch
    finally:
        _sign().unlink(missing_ok=True)
