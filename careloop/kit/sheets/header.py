"""Which row holds the headings, and which column is which field."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation

from careloop.kit.sheets.refusals import EmptyTable
from careloop.kit.sheets.sheet import Sheet

LOOK_AT = 20
NOISE = re.compile(r"[\W_]+")

Mapping = dict[str, int]


def find_header(sheet: Sheet, rows: Sequence[Sequence[str]]) -> int:
    """Index of the row of headings: the one that names most fields; else the first that is filled widest.

    Titles and notes above it (often one merged cell) are passed over. Raises EmptyTable.
    """
    known = known_headings(sheet)
    best, place = (0, 0), -1
    for index, row in enumerate(rows[:LOOK_AT]):
        filled = [cell for cell in row if cell.strip()]
        rank = len({known[word] for cell in filled if (word := normal(cell)) in known}), len(filled)
        if rank > best:
            best, place = rank, index
    if place < 0:
        raise EmptyTable
    return place


def propose(sheet: Sheet, header: Sequence[str]) -> Mapping:
    """Field → column, for every heading that is known; the first column of a name wins."""
    known, found = known_headings(sheet), {}
    for index, cell in enumerate(header):
        name = known.get(normal(cell))
        if name and name not in found:
            found[name] = index
    return found


def missing(sheet: Sheet, mapping: Iterable[str]) -> list[str]:
    given = set(mapping)
    return [name for name in sheet.required if name not in given]


def known_headings(sheet: Sheet) -> dict[str, str]:
    """Heading → field: declared ones, the field's name, and its label in each language."""
    known: dict[str, str] = {}
    for column in sheet.columns:
        for heading in (column.field, *column.headings, *_labels(sheet, column.field)):
            known.setdefault(normal(str(heading)), column.field)
    return known


def label_of(sheet: Sheet, name: str) -> str:
    declared = sheet.fields[name]
    return str(declared.label or name.replace("_", " ").capitalize())


def normal(heading: str) -> str:
    """A heading without what differs by accident: case, width, blanks, asterisks, brackets."""
    return NOISE.sub("", unicodedata.normalize("NFKC", heading)).casefold()


def _labels(sheet: Sheet, name: str) -> list[str]:
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(label_of(sheet, name))
    return labels
