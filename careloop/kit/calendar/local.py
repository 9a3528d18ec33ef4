from datetime import UTC, datetime
from math import ceil, floor
from zoneinfo import ZoneInfo


def moment_of(wall: datetime, tz: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clock on the wall of that zone shows `wall`.

    Where the clocks are put back and a time comes twice, it is the first of the two; where they are put
    forward and a time never comes, it is the moment of the jump. So a later time is never an earlier moment.
    """
    first = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if first.astimezone(tz).replace(tzinfo=None, fold=0) == wall:
        return first
    return _jump(wall.replace(tzinfo=tz, fold=1).astimezone(UTC), first, tz)


def _jump(before: datetime, after: datetime, tz: ZoneInfo) -> datetime:
    """The second, between these two moments, at which the zone's offset changes."""
    low, high = floor(before.timestamp()), ceil(after.timestamp())
    offset = datetime.fromtimestamp(low, tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)
