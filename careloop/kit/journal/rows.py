from collections.abc import Iterable, Iterator
from typing import Any

from careloop.kit.journal.chain import Chain
from careloop.kit.journal.macs import COLUMNS, mac_of
from careloop.kit.journal.models import Block, Entry, Personal
from careloop.kit.journal.personal import digest
from careloop.kit.journal.ranges import Coverage, Range
from careloop.kit.journal.report import Report

PAGE = 2_000
PERSONAL = 2 + COLUMNS.index("personal")
BEFORE_ALL = -(2**63)


class RowCheck:
    """One walk through all rows in the order of their ids, beside the blocks that should hold them."""

    def __init__(
        self, report: Report, blocks: Iterable[Block], ranges: Iterable[Range], settled_id: int | None
    ) -> None:
        self._report = report
        self._blocks = {block.number: block for block in blocks}
        self._coverage = Coverage(ranges)
        self._settled_id = settled_id  # None: a block is missing, so nobody can say what it held
        self._open: dict[int, Chain] = {}
        self._faulty: set[int] = set()

    def pages(self) -> Iterator[int]:
        """Yields after each page how many rows are done."""
        last_id = BEFORE_ALL
        while rows := _read(last_id):
            for row in rows:
                self._check(row)
            self._check_values(rows)
            last_id = rows[-1][0]
            self._report.rows += len(rows)
            yield self._report.rows
        self._absent(self._coverage.rest())
        for number in sorted(set(self._open) - self._faulty):  # holds fewer rows than it says
            self._add_block(number)

    def _check(self, row: tuple[Any, ...]) -> None:
        id_, mac = row[0], row[1]
        genuine = _genuine(row)
        place, absent = self._coverage.place(id_)
        self._absent(absent)
        if place is not None:
            if not genuine:
                self._faulty.add(place.block)
                self._report.add("altered", row=id_, block=place.block)
            self._feed(place.block, id_, mac)
        elif self._settled_id is not None and id_ <= self._settled_id:
            self._report.add("inserted", row=id_)
        elif not genuine:  # no block says whether there was a genuine row of that number
            self._report.add("altered_or_inserted", row=id_)
        else:
            self._report.unsealed += 1

    def _absent(self, stretches: list[Range]) -> None:
        for stretch in stretches:
            self._faulty.add(stretch.block)
            self._report.add("removed", row=stretch.first, block=stretch.block)

    def _feed(self, number: int, id_: int, mac: str) -> None:
        block = self._blocks[number]
        chain = self._open.get(number) or self._open.setdefault(number, Chain(block))
        chain.add(id_, mac)
        if chain.count >= block.count:
            del self._open[number]
            if number not in self._faulty and chain.hash() != block.hash:
                self._add_block(number)

    def _add_block(self, number: int) -> None:
        self._report.add("block_altered", block=number, detail=self._blocks[number].ranges[:100])

    def _check_values(self, rows: list[tuple[Any, ...]]) -> None:
        wanted = {row[0]: row[PERSONAL] for row in rows if row[PERSONAL] and isinstance(row[PERSONAL], dict)}
        if not wanted:
            return
        found: dict[tuple[int, str], str] = {}
        values = Personal.objects.filter(entry_id__gte=rows[0][0], entry_id__lte=rows[-1][0])
        for entry_id, field, ciphertext in values.values_list("entry_id", "field", "ciphertext"):
            found[entry_id, field] = digest(ciphertext)
        for id_, fields in wanted.items():
            for field, expected in sorted(fields.items()):
                if found.get((id_, field)) != expected:
                    self._report.add("value_altered", row=id_, detail=field)


def _read(after_id: int) -> list[tuple[Any, ...]]:
    page = Entry.objects.order_by("id").filter(id__gt=after_id)
    try:
        return list(page.values_list("id", "mac", *COLUMNS)[:PAGE])
    except (ValueError, TypeError):
        # SQLite keeps anything in any column, so a forged value may not even be readable.
        ids = page.values_list("id", "mac")[:PAGE]
        return [_read_one(id_, mac) for id_, mac in ids]


def _read_one(id_: int, mac: str) -> tuple[Any, ...]:
    try:
        return Entry.objects.values_list("id", "mac", *COLUMNS).get(id=id_)
    except (ValueError, TypeError):
        return (id_, mac, *(None for _column in COLUMNS))


def _genuine(row: tuple[Any, ...]) -> bool:
    try:
        return mac_of(row[2:]) == row[1]
    except (ValueError, TypeError):
        return False
