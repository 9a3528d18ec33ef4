"""What can be measured: each domain declares its figures in its `measures.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.measures.groups import Group, TimeGroup


@dataclass(frozen=True, eq=False)
class Part:
    """Some of the rows, and the filters with which the list shows just these."""

    only: Q = field(default_factory=Q)
    shown_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Measure:
    """One figure, and everything needed to open the rows behind it.

    `denominator` are the rows that count, `numerator` those of them that are as they should be, `rest` the
    others; a plain count has neither. `at` is the moment by which a row falls into a period, and the name of
    the list's filter for it; `list_url` names the page of the list; `unit` is "%" or what is counted.
    """

    name: str
    label: Any
    unit: Any
    clause: str
    rows: Callable[[Actor], QuerySet]
    at: str
    list_url: str
    denominator: Part = field(default_factory=Part)
    numerator: Part | None = None
    rest: Part | None = None
    groups: tuple[Group | TimeGroup, ...] = ()

    def group(self, name: str) -> Group | TimeGroup:
        """The group of that name, or else the first."""
        return next((group for group in self.groups if group.name == name), self.groups[0])

    def address(self, part: Part | None, filters: Mapping[str, str] | None) -> str:
        """Where the list shows these rows; nothing where it cannot."""
        if part is None or filters is None:
            return ""
        asked = {**filters, **part.shown_by}
        return f"{reverse(self.list_url)}?{urlencode(asked)}" if asked else reverse(self.list_url)


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    if measure.name in _measures:
        raise ValueError(f"Two measures are named {measure.name!r}.")
    _measures[measure.name] = measure
    return measure


def measures() -> list[Measure]:
    return [_measures[name] for name in sorted(_measures)]


def measure_of(name: str) -> Measure:
    return _measures[name]
