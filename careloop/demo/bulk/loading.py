import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from math import ceil, isqrt

from careloop.demo import cast as casts
from careloop.demo.bulk import left_out, tables, writing
from careloop.demo.bulk.copy import Copy
from careloop.demo.bulk.sisters import sisters
from careloop.demo.bulk.tables import Row, Table
from careloop.demo.play import play
from careloop.kit.journal.sealing import seal_all
from careloop.kit.numbering import Number, all_kinds, parse, skip_to
from careloop.service.models import Case

PLAYED = 500
# Generations of thirteen weeks: the oldest case is five years old.
MOST_GENERATIONS = 20
AT_ONCE = 20


def load(cases: int, *, at: datetime, say: Callable[[str], None] = print, played: int = PLAYED) -> int:
    """Fills an empty database with at least so many cases; returns how many there are."""
    casts.build_if_new(at)
    play(min(cases, played), 1, now=at, say=lambda _line: None)
    say(f"{Case.objects.count()} cases played through the real actions.")
    held = tables.read()
    earlier = left_out.closed_only(held)
    plan = _copies(cases, len(held["service.Case"].rows), len(earlier["service.Case"]))
    models = [table.model for table in held.values()]
    began = time.monotonic()
    with writing.without_indexes(models):
        for first in range(0, len(plan), AT_ONCE):
            batch = plan[first : first + AT_ONCE]
            for label, table in held.items():
                writing.write(table, _rows(table, earlier[label], batch))
            say(f"{min(first + AT_ONCE, len(plan))} of {len(plan)} copies, {time.monotonic() - began:.0f} s")
        say("Building the indexes.")
    writing.count_on(models)
    _count_on(held, plan)
    say("Sealing the journal.")
    seal_all(at)
    writing.tidy()
    return Case.objects.count()


def _copies(cases: int, present: int, earlier: int) -> list[Copy]:
    """As wide as deep: the company has more units, and each of them a longer past."""
    wanted = max(0, ceil((cases - present) / max(1, earlier)))
    generations = min(MOST_GENERATIONS, max(1, isqrt(wanted)))
    made: list[Copy] = []
    beside = iter(sisters(ceil(wanted / generations) + 1))
    left = cases - present
    while left > 0:
        sister = next(beside)
        for generation in range(generations):
            if (sister.index, generation) != (0, 0) and left > 0:
                made.append(Copy(len(made) + 1, sister, generation))
                left -= earlier if generation else present
    return made


def _rows(table: Table, earlier: list[Row], copies: list[Copy]) -> Iterator[Row]:
    for copy in copies:
        for row in earlier if copy.generation else table.rows:
            yield table.copied(row, copy)


def _count_on(held: dict[str, Table], copies: list[Copy]) -> None:
    """The next number of each series comes after those that were copied."""
    highest: dict[tuple[str, int, str], Number] = {}
    for kind in all_kinds():
        if kind.model_label not in held:
            continue
        table = held[kind.model_label]
        numbers = {row[table.place("number")] for row in table.rows}
        for last in (parse(copy.numbers(each)) for each in _last_of_each(numbers) for copy in copies):
            assert last is not None
            series = last.kind, last.year, last.unit_code
            highest[series] = max(highest.get(series, last), last, key=lambda number: number.running)
    for last in highest.values():
        skip_to(last)


def _last_of_each(numbers: set[str]) -> set[str]:
    """The highest number of each series."""
    return {max(each) for _series, each in groupby(sorted(numbers), key=lambda number: number[:-6])}
