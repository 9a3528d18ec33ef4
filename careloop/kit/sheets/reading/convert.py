"""Turns an uploaded file into rows of text, one JSON list a line, in a process of its own.

A workbook of two cells can ask for gigabytes, and a parser that runs out of memory takes its process with it;
so the parsing is done by a child with bounded memory and time, and the parent only reads lines.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]  # where `careloop` is found, wherever the server was started
MEMORY = 1536 * 1024 * 1024
SECONDS = 120
MOST_ROWS = 100_000
MOST_COLUMNS = 200
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def convert(source: Path, target: Path) -> int:
    """Writes the rows and returns how many. Raises the refusals of `careloop.kit.sheets.refusals`."""
    from careloop.kit.sheets import refusals

    command = [
        sys.executable,
        "-m",
        "careloop.kit.sheets.reading.convert",
        str(source.resolve()),
        str(target.resolve()),
    ]
    try:
        child = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        told = json.loads(child.stdout.decode().splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError) as error:
        raise refusals.TooMuchToRead from error
    if "refused" in told:
        raise getattr(refusals, told["refused"])(**told["facts"])
    return told["rows"]


def _limit() -> None:
    # Windows has no such limits; there the time alone bounds it.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _rows_of(path: Path) -> Iterator[list[str]]:
    from careloop.kit.sheets.reading import text, workbook

    with path.open("rb") as file:
        start = file.read(4)
    return (workbook if start in WORKBOOKS else text).rows_of(path)


def _write(source: Path, target: Path) -> int:
    from careloop.kit.sheets import refusals

    written = filled = 0
    with target.open("w", encoding="utf-8") as lines:
        for row in _rows_of(source):
            cells = _without_tail(row)
            filled += bool(cells)
            if filled > MOST_ROWS + 20:
                raise refusals.TooManyRows(most=MOST_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise refusals.TooWide(most=MOST_COLUMNS)
            lines.write(json.dumps(cells, ensure_ascii=False) + "\n")
            written += 1
    if not filled:
        raise refusals.EmptyTable
    return written


def _without_tail(row: list[str]) -> list[str]:
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return row[:width]


def main(source: str, target: str) -> dict[str, Any]:
    from careloop.kit.lifecycle.refusals import Refusal

    _limit()
    try:
        return {"rows": _write(Path(source), Path(target))}
    except Refusal as refusal:
        return {"refused": type(refusal).__name__, "facts": refusal.facts}
    except MemoryError:
        return {"refused": "TooMuchToRead", "facts": {}}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
