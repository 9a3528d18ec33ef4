"""The blocks' heads in a file outside the database, a line each: number, hash, moment, rows, last row."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from careloop.kit.journal.models import Block

HEAD = re.compile(r"([0-9]+) \S+ \S+ [0-9]+ -?[0-9]+")
TAIL = 2_000  # bytes at the end of the file that surely hold its last line


def append(block: Block, previous: Block | None = None) -> None:
    """Writes the block's head; also that of `previous` if the process was killed before it could.

    No older head is put back: a file that was cut stays cut, and `verify` says so.
    """
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as heads:
        heads.seek(max(0, heads.tell() - TAIL))
        tail = heads.read().decode("ascii", "replace")
        lines = [line(block)]
        if previous and max(_by_number(tail), default=0) == previous.number - 1:
            lines.insert(0, line(previous))
        begin = "\n" if tail and not tail.endswith("\n") else ""  # a line torn by a crash stays by itself
        heads.write((begin + "\n".join(lines) + "\n").encode("ascii"))
        heads.flush()
        os.fsync(heads.fileno())


def rewrite(at: datetime) -> Path | None:
    """After a restore, when database and file rightly differ: begins a new file from the database.

    Returns where the old file was put, so that nobody loses it.
    """
    file, kept = path(), None
    if file.exists():
        kept = file.with_name(f"{file.stem}-until-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{file.suffix}")
        file.rename(kept)
    for block in Block.objects.order_by("number").iterator():
        append(block)
    return kept


def written() -> dict[int, str]:
    """Block number → line."""
    return _by_number(path().read_text(encoding="ascii", errors="replace")) if path().exists() else {}


def last(at: datetime) -> Block | None:
    """The last block at that moment: what is printed with a day's paper, so that nobody can rewrite the
    database and this file together unnoticed."""
    return Block.objects.filter(sealed_at__lte=at).order_by("-number").first()


def line(block: Block) -> str:
    sealed_at = block.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{block.number} {block.hash} {sealed_at} {block.count} {block.last_id}"


def path() -> Path:
    return Path(settings.JOURNAL_HEADS_FILE)


def _by_number(text: str) -> dict[int, str]:
    """What is no line of heads counts as missing; of two for one block the first is believed."""
    found: dict[int, str] = {}
    for each in text.splitlines():
        if match := HEAD.fullmatch(each):
            found.setdefault(int(match[1]), each)
    return found
