"""What an earlier generation leaves out: what is still open, and all that hangs on it."""

from django.db.models import ForeignKey

from careloop.demo.bulk.tables import Row, Table
from careloop.kit.lifecycle.table import Lifecycle
from careloop.service.lifecycles import CASE
from careloop.tasks.lifecycles import TASK

LIVES: dict[str, Lifecycle] = {"service.Case": CASE, "tasks.Task": TASK}
# Columns that name the matter, or the record itself, by its number.
BY_NUMBER = ("thread", "document")


def closed_only(tables: dict[str, Table]) -> dict[str, list[Row]]:
    """The rows of each table without those of open cases. A row that points at one left out is left out."""
    gone: dict[str, set[object]] = {}
    numbers: set[str] = set()
    kept: dict[str, list[Row]] = {}
    for label, table in tables.items():
        named = {field.attname: place for place, field in enumerate(table.fields)}
        pointers = [
            (named[field.attname], gone[target])
            for field in table.fields
            if isinstance(field, ForeignKey) and (target := table.target(field)) in gone
        ]
        by_number = [named[name] for name in BY_NUMBER if name in named]
        open_states = LIVES[label].open_states if label in LIVES else ()
        kept[label] = []
        out: list[Row] = []
        for row in table.rows:
            is_out = (
                any(row[place] in ids for place, ids in pointers)
                or any(row[place] in numbers for place in by_number)
                or (open_states and row[named["state"]] in open_states)
            )
            (out if is_out else kept[label]).append(row)
        gone[label] = {row[0] for row in out}
        if "number" in named:
            numbers |= {row[named["number"]] for row in out}
    return kept
