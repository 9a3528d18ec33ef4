from collections.abc import Callable

from django.db import connection
from django.db.models import Count, Max, Min

from careloop.kit.journal import heads, triggers
from careloop.kit.journal.models import Block, Entry
from careloop.kit.journal.ranges import Range, from_text
from careloop.kit.journal.report import Report
from careloop.kit.journal.rows import RowCheck

Progress = Callable[[int, int], None]


def verify(progress: Progress | None = None) -> Report:
    """Names the first row and the first block that were altered, removed or inserted behind our back.

    `progress` gets rows done and rows in all. Rows are read in pages, so memory does not grow with them.
    """
    report = Report()
    absent = triggers.missing(connection)
    if absent:
        report.add("triggers", detail=", ".join(absent))
    blocks = list(Block.objects.order_by("number"))
    unbroken = _check_chain(blocks, report)
    total = Entry.objects.count() if progress else 0
    check = RowCheck(report, blocks, _ranges(blocks, report), _settled(blocks) if unbroken else None)
    for done in check.pages():
        if progress:
            progress(done, max(done, total))
    report.blocks = len(blocks)
    _check_copies(report)
    _check_heads(blocks, report)
    return report


def _check_chain(blocks: list[Block], report: Report) -> bool:
    """Whether every block is there; numbers run from 1."""
    complete, number, hash_ = True, 0, ""
    for block in blocks:
        if block.number > number + 1:
            report.add("block_removed", block=number + 1)
            complete = False
        elif block.number < 1 or block.previous_hash != hash_:
            report.add("block_inserted", block=block.number)
        number, hash_ = block.number, block.hash
    return complete


def _ranges(blocks: list[Block], report: Report) -> list[Range]:
    ranges: list[Range] = []
    for block in blocks:
        try:
            ranges += from_text(block.ranges, block.number)
        except ValueError:
            report.add("block_altered", block=block.number, detail=block.ranges[:100])
    return ranges


def _settled(blocks: list[Block]) -> int | None:
    return blocks[-1].settled_id if blocks else None


def _check_copies(report: Report) -> None:
    macs = Entry.objects.order_by().values("mac").annotate(times=Count("id"), first=Min("id"), last=Max("id"))
    copied = macs.filter(times__gt=1).order_by("last").first()
    if copied:
        report.add("copied", row=copied["last"], detail=str(copied["first"]))


def _check_heads(blocks: list[Block], report: Report) -> None:
    written = heads.written()
    for block in blocks:
        line = written.pop(block.number, None)
        if line is None:
            report.add("head_missing", block=block.number)
        elif line != heads.line(block):
            report.add("head_differs", block=block.number)
    # What was sealed while we were reading stands in the database by now.
    newer = set(Block.objects.filter(number__in=sorted(written)[:500]).values_list("number", flat=True))
    gone = sorted(set(written) - newer)
    if gone:
        report.add("block_removed", block=gone[0])
