"""A list is declared once: its rows, columns, filters and order, and what to do when it is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages.column import Column, plain
from careloop.kit.pages.filters import Filter


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done from the list; shown to whoever holds the capability."""

    label: Any
    url_name: str
    capability: str = ""
    main: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def shown_to(self, actor: Actor) -> bool:
        return not self.capability or actor.may(self.capability)


@dataclass(frozen=True, slots=True)
class Empty:
    """Said where nothing is yet, with the next step."""

    title: Any
    hint: Any = ""
    button: Button | None = None


class ListPage:
    """Subclass, fill in, and put `list_view(Cases)` into the urls.

    `capability`: without it the list is not there (404). `searched_by`: what the list's own search box looks
    for, in words; then `search` narrows the rows by the text. `on_phone`: what a column becomes on a phone,
    where a row is a small sheet: its "subject", "when" beside it, the "line" below, the "state" and the
    "number" at the foot. A column not named is left out there; without any, all stand one below the other.
    """

    name: ClassVar[str]
    title: ClassVar[Any]
    model: ClassVar[type[Model]]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    # What the bare address of the page stands for, as in {"open": "on"}; a program is given everything.
    begins_with: ClassVar[Mapping[str, str]] = {}
    order: ClassVar[tuple[str, ...]] = ("-pk",)
    page_size: ClassVar[int] = 50
    capability: ClassVar[str] = ""
    searched_by: ClassVar[Any] = ""
    on_phone: ClassVar[Mapping[str, str]] = {}
    buttons: ClassVar[Sequence[Button]] = ()
    empty: ClassVar[Empty | None] = None

    def rows(self, actor: Actor) -> QuerySet:
        """What the actor may see, with everything that the columns read (`select_related`)."""
        return self.model.objects.visible_to(actor)  # type: ignore[attr-defined]

    def complete(self, rows: Sequence[Any], actor: Actor) -> None:
        """Gives the rows of one page what no join can: so many queries for any number."""

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        raise TypeError(f"{self.name} names what it is searched by, but not how.")

    def url(self, row: Any) -> str:
        return row.get_absolute_url()

    def serialize(self, row: Any) -> dict[str, Any]:
        """The row as the API's list gives it."""
        return {column.name: plain(column.of(row)) for column in self.columns}

    def order_by(self, sort: str) -> tuple[str, ...]:
        """The order for a `sort` that the address asks for; the list's own for one that no column offers."""
        fields = {column.sort for column in self.columns if column.sort}
        return (sort,) if sort.removeprefix("-") in fields else self.order
