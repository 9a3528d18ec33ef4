from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from careloop.kit.numbering.number import KIND, parse


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    model_label: str
    url_name: str
    label: Any
    gapless: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: str, model_label: str, url_name: str, label: Any, *, gapless: bool = False) -> None:
    """Says which record a kind of number names: "SC", "service.Case", "service:case" (one argument, the
    number), and what it is called."""
    if not KIND.fullmatch(kind):
        raise ValueError(f"A kind is two letters A-Z, not {kind!r}.")
    known = _kinds.get(kind)
    if known and known.model_label != model_label:
        raise ValueError(f"{kind} already numbers {known.model_label}, so it cannot number {model_label}.")
    _kinds[kind] = Kind(kind, model_label, url_name, label, gapless)


def all_kinds() -> list[Kind]:
    return [_kinds[code] for code in sorted(_kinds)]


def kind_of(number: str) -> Kind | None:
    found = parse(number)
    return _kinds.get(found.kind) if found else None


def page_of(number: str) -> str | None:
    """The address of the record's page; None where the text is no number or its domain is switched off."""
    found = parse(number)
    kind = _kinds.get(found.kind) if found else None
    return reverse(kind.url_name, args=[str(found)]) if kind else None


def model_of(number: str) -> type[Model] | None:
    kind = kind_of(number)
    return apps.get_model(kind.model_label) if kind else None


def check_gaps(kind: str, *, gapless: bool) -> None:
    """A kind is drawn in one way only: the two ways count apart on PostgreSQL and would meet."""
    known = _kinds.get(kind)
    if known and known.gapless != gapless:
        wanted = "draw_gapless" if known.gapless else "draw"
        raise ValueError(f"{kind} is registered to be drawn with {wanted}.")
