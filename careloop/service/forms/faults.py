"""A choice in a family's fault tree: codes for programs, "Noise › Spinning" for people."""

from collections.abc import Iterator
from typing import Any

from django import forms

from careloop.catalog import queries as catalog
from careloop.catalog.models import FaultCode
from careloop.kit.ui.widgets import Choose


class FaultField(forms.ChoiceField):
    """Gives the FaultCode row, or None; call `offer` with the family before it is used."""

    widget = Choose

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, FaultCode] = {}
        super().__init__(**kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "FaultField":
        copied: FaultField = super().__deepcopy__(memo)  # type: ignore[misc]
        copied.rows = {}
        return copied

    def offer(self, family_id: int | None, kind: str) -> None:
        paths = list(_paths(catalog.fault_tree(family_id, kind)))
        self.rows = {row.code: row for row, _label in paths}
        self.choices = [("", "—"), *((row.code, label) for row, label in paths)]

    def clean(self, value: Any) -> FaultCode | None:
        return self.rows.get(super().clean(value))


def _paths(faults: list[Any], before: str = "") -> Iterator[tuple[FaultCode, str]]:
    for fault in faults:
        label = f"{before}{fault.row}"
        yield fault.row, label
        yield from _paths(fault.children, f"{label} › ")
