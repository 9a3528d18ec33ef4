"""The rows of an import, read from its file, and each cleaned by the sheet's form."""

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from careloop.kit.sheets.cells import adapter_of, tidied
from careloop.kit.sheets.sheet import Sheet

Errors = dict[str, list[str]]
ROW = ""  # the key of errors that belong to the row and no cell


@dataclass(slots=True)
class Row:
    """number: as a spreadsheet shows it, the first row being 1."""

    number: int
    cells: list[str]
    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)


def read(path: Path, *, header: int = -1) -> Iterator[Row]:
    """The filled rows below the header (its index; -1 for all)."""
    with path.open(encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            if index > header and line != "[]\n":
                yield Row(index + 1, json.loads(line))


class Cleaner:
    """Cleans row after row with one form: making a form anew for each costs more than the cleaning."""

    def __init__(self, sheet: Sheet, mapping: Mapping[str, int], language: str) -> None:
        self.sheet, self.mapping = sheet, mapping
        self.form = sheet.form(data={})
        self.adapters = {name: adapter_of(self.form.fields[name], language) for name in mapping}
        self.seen: dict[Hashable, int] = {}

    def clean(self, row: Row) -> Row:
        """Fills in `cleaned` or `errors`. A key that came before in the same file is an error."""
        values, errors = self._values(row.cells)
        self.form.data = values
        self.form.full_clean()
        row.errors = {**self._errors(), **errors}
        if not row.errors:
            row.cleaned = self.form.cleaned_data
            self._check_key(row)
        return row

    def _values(self, cells: Sequence[str]) -> tuple[dict[str, Any], Errors]:
        values: dict[str, Any] = {}
        errors: Errors = {}
        for name, index in self.mapping.items():
            try:
                text = tidied(cells[index]) if index < len(cells) else ""
                adapt = self.adapters[name]
                values[name] = adapt(text) if adapt and text else text
            except ValidationError as error:
                errors[name] = error.messages
        return values, errors

    def _errors(self) -> Errors:
        return {
            ROW if name == NON_FIELD_ERRORS else name: [str(sentence) for sentence in found]
            for name, found in self.form.errors.items()
        }

    def _check_key(self, row: Row) -> None:
        key = tuple(row.cleaned.get(name) for name in self.sheet.key)
        if not any(key):
            return
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            sentence = _("Row %(row)d of this file holds the same.")
            row.errors = {self.sheet.key[0]: [sentence % {"row": first}]}
