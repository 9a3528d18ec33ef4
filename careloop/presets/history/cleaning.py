"""One row of their table as what an old case needs, or the reason why it cannot be one."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloop.kit.journal.tell import clean
from careloop.presets.history.mapping import Mapping

LONGEST = {"history_id": 60, "point": 100, "thing": 200, "brand": 80, "barrier": 120, "description": 10_000}
NEEDED = ("history_id", "point")
TITLE_LENGTH = 60
# Document numbers print two digits of the year.
FIRST_YEAR = 2000


class NotACase(Exception):
    """`reason` is a sentence without the row's own words, so that it can be counted; `value` is those."""

    def __init__(self, reason: Any, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = str(reason), value

    def __str__(self) -> str:
        return f"{self.reason} (“{self.value[:80]}”)" if self.value else self.reason


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The row's own words, with those that we know by another name already put into ours."""

    history_id: str
    point: str
    family: str
    thing: str
    brand: str
    result: str
    barrier: str
    on: date
    description: str

    @property
    def title(self) -> str:
        """ "Kettle: leaks from the bottom", in the words of who wrote it."""
        first = next((line.strip() for line in self.description.splitlines() if line.strip()), "")
        text = f"{self.family}: {first}" if first else self.family
        return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1] + "…"


def cleaned(row: Table[str, str], mapping: Mapping, today: date) -> Cleaned:
    """`row` by our names. Raises NotACase."""
    told = {name: clean(text).strip() for name, text in row.items()}
    for name in NEEDED:
        if not told[name]:
            raise NotACase(_("The column %(column)s is empty.") % {"column": mapping.columns[name]})
    for name, longest in LONGEST.items():
        if len(told[name]) > longest:
            facts = {"column": mapping.columns[name], "longest": longest}
            raise NotACase(_("The column %(column)s is longer than %(longest)d letters.") % facts)
    if told["family"] not in mapping.families:
        raise NotACase(_("The product category is not in the mapping."), told["family"])
    if told["result"] not in mapping.results:
        raise NotACase(_("The status is not in the mapping."), told["result"])
    result, on = mapping.results[told["result"]], _day(told["on"], today)
    return Cleaned(**{**told, "result": result, "on": on})  # type: ignore[arg-type]


def _day(text: str, today: date) -> date:
    if not text:
        raise NotACase(_("There is no date."))
    try:
        on = date.fromisoformat(text)
    except ValueError as error:
        raise NotACase(_("This is no date."), text) from error
    if on > today:
        raise NotACase(_("The date lies in the future."), text)
    if on.year < FIRST_YEAR:
        raise NotACase(_("The date lies before the year 2000."), text)
    return on
