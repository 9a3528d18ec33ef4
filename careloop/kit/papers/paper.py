"""What papers there are: each domain registers its own in its `papers.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.utils import get_app_template_dirs
from django.utils.functional import Promise


class UnknownPaper(LookupError):
    """No paper of that name is registered."""


class UnknownCopy(LookupError):
    """The paper has no copy of that code."""


@dataclass(frozen=True, slots=True)
class Copy:
    code: str
    name: str | Promise


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is; moments on it are told in `zone`."""

    company: str
    unit: str = ""
    address: str = ""
    phone: str = ""
    zone: str = ""


def every_language() -> tuple[str, ...]:
    return tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper.

    `template` is found where Django finds HTML: `service/papers/voucher.typ` lies in
    `careloop/service/templates/service/papers/`, and a company may put its own before it through
    `TEMPLATES["DIRS"]`. `data(row, language)` answers a dict with `number` (of the document),
    `letterhead` (a `Letterhead`), if it likes `path` (where the QR leads; the page of `number` otherwise),
    and whatever the template shows. `labels` are the template's own words, translated when printed.
    """

    name: str
    title: str | Promise
    template: str
    data: Callable[[Any, str], dict[str, Any]]
    copies: tuple[Copy, ...] = ()
    languages: tuple[str, ...] = field(default_factory=every_language)
    labels: Mapping[str, str | Promise] = field(default_factory=dict)


_papers: dict[str, Paper] = {}


def register(paper: Paper) -> None:
    if paper.name in _papers:
        raise ValueError(f"Two papers are named {paper.name!r}.")
    _papers[paper.name] = paper


def find(name: str) -> Paper:
    try:
        return _papers[name]
    except KeyError:
        raise UnknownPaper(name) from None


def registered() -> tuple[Paper, ...]:
    return tuple(_papers[name] for name in sorted(_papers))


def template_path(template: str) -> Path:
    """Raises `TemplateDoesNotExist`."""
    for folder in _template_folders():
        path = Path(folder) / template
        if path.is_file():
            return path
    raise TemplateDoesNotExist(template)


def _template_folders() -> list[str | Path]:
    own = [engine.dirs for engine in engines.all() if isinstance(engine, DjangoTemplates)]
    return [*chain.from_iterable(own), *get_app_template_dirs("templates")]
