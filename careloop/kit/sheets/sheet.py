"""What can be imported: declared once by the domain that owns the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:  # the child that reads a file loads this package, and should not wait for Django's forms
    from django import forms

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
Outcome = Literal["added", "changed", "same"]


class Saved(NamedTuple):
    """What became of a row, and the number (or key) of its record for the report."""

    outcome: Outcome
    number: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the form, and the headings it is known under besides its label, in any language."""

    field: str
    headings: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of import.

    form: cleans one row. Its fields are made once and used for every row, so none may query
        (no ModelChoiceField: look codes up in a dictionary in `clean_…`).
    key: the fields that tell a record from the others; a second row of the file with the same key is refused.
    save: `save(cleaned, actor=…, at=…)` adds, changes or leaves the record as it is, and says which
        (`Saved` or the bare word). It runs in a savepoint of its own; raising a Refusal or a ValidationError
        refuses the row with that sentence.
    save_many: the same for a list, in order, for speed; if it raises, each row is saved by itself.
    capability: who may import; `rights` names what else `save` asks for. The import runs with exactly
        these, as far as whoever started it held them at the start.
    """

    name: str
    title: Any
    form: type[forms.Form]
    columns: Sequence[Column]
    key: tuple[str, ...]
    save: Callable[..., Saved | Outcome]
    capability: str
    save_many: Callable[..., list[Saved]] | None = None
    rights: tuple[str, ...] = ()
    hint: Any = ""
    batch: int = field(default=200)

    @property
    def fields(self) -> dict[str, forms.Field]:
        return {column.field: self.form.base_fields[column.field] for column in self.columns}

    @property
    def required(self) -> list[str]:
        return [name for name, declared in self.fields.items() if declared.required]


_sheets: dict[str, Sheet] = {}


def register(sheet: Sheet) -> Sheet:
    """Called by the domain at start-up. Raises ValueError where a field is named that the form lacks."""
    unknown = {column.field for column in sheet.columns} | set(sheet.key)
    unknown -= set(sheet.form.base_fields)
    if unknown:
        raise ValueError(f"The form of {sheet.name} has no field {', '.join(sorted(unknown))}.")
    _sheets[sheet.name] = sheet
    return sheet


def find_sheet(name: str) -> Sheet | None:
    return _sheets.get(name)


def all_sheets() -> list[Sheet]:
    return list(_sheets.values())
