from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SENTENCES: dict[str, Any] = {
    "triggers": _("The database does not guard the journal: %(detail)s is missing or was changed."),
    "block_removed": _("Block %(block)s was removed."),
    "block_inserted": _("Block %(block)s was put in: it does not follow from the one before it."),
    "block_altered": _("Block %(block)s was altered, or its rows were exchanged (rows %(detail)s)."),
    "altered": _("Row %(row)s was altered."),
    "removed": _("Row %(row)s was removed."),
    "inserted": _("Row %(row)s was inserted."),
    "altered_or_inserted": _("Row %(row)s, which is not sealed yet, was altered or inserted."),
    "copied": _("Row %(row)s was inserted: it is a copy of row %(detail)s."),
    "value_altered": _("The personal value “%(detail)s” of row %(row)s was altered or removed."),
    "head_missing": _("The file of block heads lacks block %(block)s."),
    "head_differs": _("Block %(block)s differs from the file of block heads."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    row: int | None = None
    block: int | None = None
    detail: str = ""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.kind] % {"row": self.row, "block": self.block, "detail": self.detail}


@dataclass(slots=True)
class Report:
    """The first fault of each kind; none if the journal is whole."""

    rows: int = 0
    blocks: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def first_row(self) -> int | None:
        """The first row that was altered, removed or inserted."""
        return min((fault.row for fault in self.faults if fault.row is not None), default=None)

    def add(self, kind: str, *, row: int | None = None, block: int | None = None, detail: str = "") -> None:
        if all(fault.kind != kind for fault in self.faults):
            self.faults.append(Fault(kind, row, block, detail))

    def lines(self) -> list[str]:
        """The report in sentences, for the console and for the page."""
        counts = {"rows": self.rows, "blocks": self.blocks, "unsealed": self.unsealed}
        head = ngettext("%(rows)s row, %(blocks)s blocks.", "%(rows)s rows, %(blocks)s blocks.", self.rows)
        since = ngettext(
            "%(unsealed)s row since the last seal: had one been removed there, it could not be proven.",
            "%(unsealed)s rows since the last seal: had one been removed there, it could not be proven.",
            self.unsealed,
        )
        return [head % counts, *(fault.sentence for fault in self.faults), since % counts]
