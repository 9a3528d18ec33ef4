"""The table that the bench prints, as docs/performance.md shows it."""

import os
import platform
from collections.abc import Iterator
from statistics import median, quantiles

from django.db import connection

from careloop.bench.scenes import Measured

HEAD = ("what", "clients", "p50 ms", "p95 ms", "a second", "queries", "bytes")


def lines(measured: list[Measured], cases: int) -> Iterator[str]:
    yield f"{cases:,} cases, {_database()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    yield ""
    yield f"| {' | '.join(HEAD)} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for each in measured:
        seconds = each.timing.each
        cells = (
            each.what,
            str(each.clients),
            f"{median(seconds) * 1000:.1f}",
            f"{quantiles(seconds, n=20)[-1] * 1000:.1f}",
            f"{len(seconds) / each.timing.whole:.0f}",
            str(each.queries),
            str(each.timing.size),
        )
        yield f"| {' | '.join(cells)} |"


def _database() -> str:
    if connection.vendor == "postgresql":
        return f"PostgreSQL {connection.get_database_version()[0]}"
    return f"SQLite {'.'.join(map(str, connection.get_database_version()))}"
