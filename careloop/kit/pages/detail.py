"""Parts of a record page: tabs with counts, and links to what belongs to the record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from careloop.kit.lifecycle.actor import Actor


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the page with its own template. `count(row)` is asked for every tab: it must be cheap."""

    name: str
    label: Any
    template: str
    count: Callable[[Any], int] | None = None
    capability: str = ""


@dataclass(frozen=True, slots=True)
class ShownTab:
    name: str
    label: Any
    template: str
    count: int | None
    chosen: bool

    @property
    def url(self) -> str:
        return f"?tab={self.name}"


@dataclass(frozen=True, slots=True)
class RelatedLink:
    label: Any
    url: str
    count: int | None = None


def shown_tabs(tabs: Sequence[Tab], row: Any, actor: Actor, wanted: str = "") -> list[ShownTab]:
    """The tabs that the actor may see, the wanted one chosen, or else the first."""
    seen = [tab for tab in tabs if not tab.capability or actor.may(tab.capability)]
    chosen = wanted if any(tab.name == wanted for tab in seen) else seen[0].name if seen else ""
    return [
        ShownTab(tab.name, tab.label, tab.template, tab.count(row) if tab.count else None, tab.name == chosen)
        for tab in seen
    ]
