"""What a domain adds to the page of a record of a lower one: the warranty terms on the page of a model.

The lower page cannot know of it, so the upper one registers its part at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from careloop.kit.request import Request

# What the part's template is told of the row, as `part.told`.
Told = Callable[[Any, Request], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    template: str
    told: dict[str, Any]


_parts: dict[str, dict[str, Told]] = {}


def register(record: str, template: str, told: Told) -> None:
    _parts.setdefault(record, {})[template] = told


def parts_of(record: str, row: Any, request: Request) -> list[Part]:
    return [Part(template, told(row, request)) for template, told in _parts.get(record, {}).items()]
