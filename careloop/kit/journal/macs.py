import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from careloop.kit.journal.keys import key_for

# The id is not among them: it is known only after the insert. The blocks bind (id, mac) pairs.
COLUMNS = (
    "nonce", "word", "document", "thread", "person_id", "post", "unit_id", "performed_by_id", "via", "reason",
    "at", "entered_at", "told", "personal", "tone",
)  # fmt: skip


def mac_of(values: Sequence[Any]) -> str:
    """HMAC-SHA256 over the values of COLUMNS, in that order."""
    return hmac.digest(key_for("rows"), canonical(values).encode(), "sha256").hex()


def canonical(values: Any) -> str:
    """One text for equal values, whatever a database did to the order of keys or to the time zone.

    It relies on `tell.plain`: no floats, which PostgreSQL gives back in another spelling.
    """
    return _ENCODER.encode(values)


def _moment(value: object) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"The journal takes moments with their time zone, not {value!r}.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_moment)
