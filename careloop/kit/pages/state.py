"""The one state of a list: it lives in the address and drives page, fragment and API."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages.filters import Chip
from careloop.kit.pages.keyset import BadCursor, Page, cut
from careloop.kit.pages.list_page import ListPage


@dataclass(frozen=True, slots=True)
class ShownChip:
    label: Any
    text: str
    without: str  # the address when it is taken away


ALL = "all"


class ListState:
    """What the address asks of the list. What it asks wrongly stands in `errors` and does not narrow.

    With `ALL` it asks for every row, where the bare address stands for a part of them.
    """

    def __init__(self, page: ListPage, params: QueryDict, actor: Actor) -> None:
        self.page, self.params, self.actor = page, params, actor
        self.today = localdate(actor.entered_at)
        self.text = params.get("q", "").replace("\0", "").strip()[:200] if page.searched_by else ""
        self.order = page.order_by(params.get("sort", ""))
        self.sort = params.get("sort", "") if self.order != page.order else ""

    @cached_property
    def form(self) -> forms.Form:
        form = forms.Form(self.params)
        for declared in self.page.filters:
            form.fields.update(declared.fields(self.actor))
        form.is_valid()
        return form

    @property
    def errors(self) -> dict[str, list[str]]:
        return {name: [str(sentence) for sentence in found] for name, found in self.form.errors.items()}

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Cleaned values of every field; what was wrong counts as not asked for."""
        return {name: self.form.cleaned_data.get(name) for name in self.form.fields}

    def rows(self) -> QuerySet:
        rows = self.page.rows(self.actor)
        for declared in self.page.filters:
            rows = declared.narrow(rows, self.chosen, self.today)
        return self.page.search(rows, self.text) if self.text else rows

    def cut(self, size: int | None = None) -> Page:
        """The page that the cursors name. Raises BadCursor."""
        return cut(
            self.rows(),
            self.order,
            size=size or self.page.page_size,
            after=self.params.get("after", ""),
            before=self.params.get("before", ""),
            name=self.page.name,
        )

    def cut_or_first(self) -> Page:
        try:
            return self.cut()
        except BadCursor:
            return cut(self.rows(), self.order, size=self.page.page_size, name=self.page.name)

    @property
    def everything(self) -> str:
        """The address of all rows."""
        return f"?{ALL}=on" if self.page.begins_with else "?"

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.chips)

    @cached_property
    def chips(self) -> list[ShownChip]:
        chips = [chip for declared in self.page.filters for chip in declared.chips(self.form, self.chosen)]
        if self.text:
            chips.append(Chip(_("Search"), self.text, (("q", self.params.get("q", "")),)))
        return [ShownChip(chip.label, chip.text, self.address(drop=chip.drops)) for chip in chips]

    def address(self, *, drop: tuple[tuple[str, str], ...] = (), **put: str) -> str:
        """The query string of this state, changed; without what is empty, unknown or a place in the list."""
        params = QueryDict(mutable=True)
        for name in [*self.form.fields, "q", "sort"]:
            kept = [value for value in self.params.getlist(name) if value and (name, value) not in drop]
            if kept and name not in put:
                params.setlist(name, kept)
        params.update({name: value for name, value in put.items() if value})
        if self.page.begins_with and not any(name in params for name in [*self.form.fields, "q"]):
            params[ALL] = "on"
        return f"?{params.urlencode()}"


def as_query(params: Mapping[str, Any]) -> QueryDict:
    """Parameters of a program (values or lists of them) as an address would hold them."""
    if isinstance(params, QueryDict):
        return params
    query = QueryDict(mutable=True)
    for name, value in params.items():
        several = value if isinstance(value, list | tuple) else [value]
        query.setlist(name, [str(one) for one in several if one is not None])
    return query


def begun(page: ListPage, params: QueryDict) -> QueryDict:
    """A bare address asks for what the page begins with; one that names anything is taken at its word."""
    if not page.begins_with or set(params) - {"sort", "after", "before"}:
        return params
    query = params.copy()
    query.update(page.begins_with)
    return query
