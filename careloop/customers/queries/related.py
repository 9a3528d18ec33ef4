"""What upper floors add to the pages of customers and devices: they register it, so that this floor need not
know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from careloop.customers.models import Customer, Device
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages.detail import RelatedLink

Rows = Callable[[Customer | None, Device | None, Actor], Sequence[Any]]
Link = Callable[[Customer, Device | None], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet on the page: `rows(customer, device, actor)` is asked once (one of the two is given), and the
    template draws them as `rows`."""

    name: str
    label: Any
    template: str
    rows: Rows
    capability: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The next step from here on an upper floor, such as taking a call."""

    label: Any
    link: Link
    capability: str = ""


_sections: dict[str, Section] = {}
_ways: dict[str, Way] = {}


def add_section(section: Section) -> None:
    _sections[section.name] = section


def add_way(name: str, way: Way) -> None:
    _ways[name] = way


@dataclass(frozen=True, slots=True)
class ShownSection:
    label: Any
    template: str
    rows: Sequence[Any]


def sections(customer: Customer | None, device: Device | None, actor: Actor) -> list[ShownSection]:
    seen = [each for each in _sections.values() if not each.capability or actor.may(each.capability)]
    return [ShownSection(each.label, each.template, each.rows(customer, device, actor)) for each in seen]


def ways(customer: Customer, device: Device | None, actor: Actor) -> list[RelatedLink]:
    seen = [each for each in _ways.values() if not each.capability or actor.may(each.capability)]
    return [RelatedLink(each.label, each.link(customer, device)) for each in seen]
