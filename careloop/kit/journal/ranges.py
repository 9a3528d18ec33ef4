"""Sets of row ids as text ("1-950,953-1001"), and their order across blocks."""

from collections.abc import Iterable
from typing import NamedTuple


class Range(NamedTuple):
    first: int
    last: int
    block: int = 0


def to_text(ids: Iterable[int]) -> str:
    """The text of ascending ids."""
    runs: list[list[int]] = []
    for id_ in ids:
        if runs and id_ == runs[-1][1] + 1:
            runs[-1][1] = id_
        else:
            runs.append([id_, id_])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def from_text(text: str, block: int = 0) -> list[Range]:
    """Raises ValueError where the text is not what `to_text` writes."""
    ranges = []
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        ranges.append(Range(int(first), int(last or first), block))
    return ranges


class Coverage:
    """Walks through ascending ids beside the ranges that should hold them."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = sorted(ranges)
        self._index = 0
        self._expected = self._ranges[0].first if self._ranges else 0

    def place(self, id_: int) -> tuple[Range | None, list[Range]]:
        """The range that holds the id, and the stretches before it whose ids did not come."""
        absent = self._pass(id_)
        if self._index == len(self._ranges) or id_ < self._expected:
            return None, absent
        self._expected = id_ + 1
        return self._ranges[self._index], absent

    def rest(self) -> list[Range]:
        """The stretches whose ids did not come until the end."""
        return self._pass(self._ranges[-1].last + 1) if self._ranges else []

    def _pass(self, id_: int) -> list[Range]:
        absent = []
        while self._index < len(self._ranges):
            here = self._ranges[self._index]
            if self._expected < min(id_, here.last + 1):
                absent.append(Range(self._expected, min(id_ - 1, here.last), here.block))
                self._expected = min(id_, here.last + 1)
            if id_ <= here.last:
                break
            self._index += 1
            if self._index < len(self._ranges):
                self._expected = max(self._expected, self._ranges[self._index].first)
        return absent
