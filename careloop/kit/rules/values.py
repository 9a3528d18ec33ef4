"""The pure half, without Django: what a domain's `rules.py` may import."""

from dataclasses import dataclass
from decimal import Decimal

Amount = int | bool | str | Decimal | list | dict

_known: dict[str, "Value"] = {}


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the catalogues; it is translated where it is shown."""
    return sentence


@dataclass(frozen=True, eq=False)
class Value:
    """A number, share or table that a regulation sets, with the clause it comes from ("B 19").

    `default` is what the preset's regulation says; a company overrides it from a date on, with an approval.
    """

    name: str
    default: Amount
    unit: str
    sentence: str
    clause: str

    def __post_init__(self) -> None:
        if self.name in _known:
            raise ValueError(f"The rule {self.name} is declared twice.")
        _known[self.name] = self


def all_values() -> list[Value]:
    return [_known[name] for name in sorted(_known)]


def find(name: str) -> Value:
    return _known[name]
