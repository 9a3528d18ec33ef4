"""The rows of a CSV file one by one: a row with broken quotation marks costs that row and no other."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MOST_LINES = 200
LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class Read:
    """A row, with the line of the file at which it begins. Without cells it could not be told apart."""

    line: int
    cells: Sequence[str] = ()


@dataclass(slots=True)
class Lines:
    """The lines of a file, of which some may be put back."""

    source: Iterator[str]
    number: int = 0
    back: deque[str] = field(default_factory=deque)

    def take(self) -> str | None:
        line = self.back.popleft() if self.back else next(self.source, None)
        self.number += line is not None
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self.back.extendleft(reversed(lines))
        self.number -= len(lines)


def rows_of(path: Path) -> Iterator[Read]:
    """The headings first, then each row; a row is as wide as the headings. Blank lines are none."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = Lines(file)
        width = 0
        while (line := lines.take()) is not None:
            if not line.strip():
                continue
            begins = lines.number
            row = Read(begins, _cells(line, lines, width))
            width = width or len(row.cells)
            yield row


def _cells(line: str, lines: Lines, width: int) -> list[str]:
    """The cells of the row that begins with the line. Where it cannot be read, only that line is spent:
    the next may be a good row again."""
    taken = [line]
    quotes = line.count('"')
    while quotes % 2 and len(taken) < MOST_LINES and (more := lines.take()) is not None:
        taken.append(more)
        quotes += more.count('"')
    try:
        read = list(csv.reader(taken, strict=True))
    except csv.Error:
        read = []
    if len(read) == 1 and width in (0, len(read[0])):
        return read[0]
    lines.put_back(taken[1:])
    return []
