import re
from dataclasses import dataclass

KIND = re.compile(r"[A-Z]{2}")
UNIT_CODE = re.compile(r"[A-Z0-9]{1,8}")
# Six digits, and more only when six are used up: 0000123 and 000000 were never drawn.
WHOLE = re.compile(r"([A-Z]{2})([0-9]{2})-([A-Z0-9]{1,8})-(?!0+$)([0-9]{6}|[1-9][0-9]{6,17})")


@dataclass(frozen=True, slots=True)
class Number:
    kind: str
    year: int
    unit_code: str
    running: int

    def __post_init__(self) -> None:
        if not KIND.fullmatch(self.kind):
            raise ValueError(f"A kind is two letters A-Z, not {self.kind!r}.")
        if not UNIT_CODE.fullmatch(self.unit_code):
            raise ValueError(f"A unit's code is 1 to 8 of A-Z and 0-9, not {self.unit_code!r}.")
        # Two digits are printed, so a second century would draw the numbers of the first again.
        if not 2000 <= self.year <= 2099:
            raise ValueError(f"The year stands between 2000 and 2099, not {self.year!r}.")

    def __str__(self) -> str:
        return f"{self.kind}{self.year % 100:02}-{self.unit_code}-{self.running:06}"


# "SC26", "WO26-NB-0001": enough to be nothing else.
BEGINNING = re.compile(r"[A-Z]{2}[0-9]{2}(-[A-Z0-9]{0,8}(-[0-9]{0,18})?)?")


def parse(text: str) -> Number | None:
    """The number in what somebody typed or scanned (small letters and blanks around it are forgiven)."""
    found = WHOLE.fullmatch(text.strip().upper())
    if found is None:
        return None
    kind, year, unit_code, running = found.groups()
    return Number(kind, 2000 + int(year), unit_code, int(running))


def begins_number(text: str) -> bool:
    """Whether what somebody types is the beginning of a document number, or a whole one."""
    return BEGINNING.fullmatch(text.strip().upper()) is not None
