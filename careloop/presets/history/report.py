from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Refused:
    """`line` is where the row begins in the file; `id` what it is called there, as far as it can be read."""

    line: int
    id: str
    reason: str

    def __str__(self) -> str:
        return _("line %(line)s, %(id)s: %(reason)s") % {
            "line": self.line,
            "id": self.id or "—",
            "reason": self.reason,
        }


@dataclass(slots=True)
class Report:
    """What became of the rows; `reasons` counts the refused ones, which were told one by one."""

    source: str
    read: int = 0
    taken: int = 0
    there: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        """Whether every row is accounted for."""
        return self.read == self.taken + self.there + self.refused

    def lines(self) -> list[str]:
        counted = _("%(read)d rows read: %(taken)d taken, %(there)d there already, %(refused)d refused.")
        told = {name: getattr(self, name) for name in ("read", "taken", "there", "refused")}
        reasons = [f"  {count} × {reason}" for reason, count in self.reasons.most_common()]
        return [counted % told, *reasons, _("Source: %(source)s") % {"source": self.source}]
