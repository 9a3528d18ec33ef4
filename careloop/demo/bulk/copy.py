"""One copy of the played company: how far its rows are moved in ids, time and numbers."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from careloop.demo.bulk.sisters import Sister

NUMBER = re.compile(r"\b([A-Z]{2})(\d{2})-([A-Z]{2})-(\d{6})\b")
# Whole weeks, so that a working day stays one; four of them are a little less than a year.
GENERATION = timedelta(weeks=13)
A_YEAR = 4
# A generation's numbers begin where those of the one before cannot reach.
ROOM = 10_000
PHONES = 10**8
SERIALS = 10**6
# Prime to both, so that no two copies move a number by the same amount.
STRIDE = 7_919


@dataclass(frozen=True)
class Copy:
    """`index` 0 is the played company itself; `generation` counts back in time, 0 is the present one."""

    index: int
    sister: Sister
    generation: int

    @cached_property
    def shift(self) -> timedelta:
        return -GENERATION * self.generation

    def number(self, found: re.Match[str]) -> str:
        kind, year, unit, running = found.groups()
        moved = int(running) + ROOM * (self.generation % A_YEAR)
        return f"{kind}{int(year) - self.generation // A_YEAR:02}-{unit}{self.sister.suffix}-{moved:06}"

    def numbers(self, text: str) -> str:
        return NUMBER.sub(self.number, text)

    def phone(self, digits: str) -> str:
        """Eleven digits as in 13800132207."""
        return f"{digits[:3]}{(int(digits[3:]) + self.index * STRIDE) % PHONES:08}"

    def serial(self, text: str) -> str:
        return f"{text[:-6]}{(int(text[-6:]) + self.index * STRIDE) % SERIALS:06}"
