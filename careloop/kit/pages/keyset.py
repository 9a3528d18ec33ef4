"""One page of a query: the rows after, or before, the place that a cursor names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy


class BadCursor(ValueError):
    """The cursor was not made by us, or for another list or order."""


@dataclass(frozen=True, slots=True)
class Key:
    """One field of an order. Empty values stand last, whichever way it runs."""

    path: str
    descending: bool
    nullable: bool

    def order_by(self, back: bool) -> OrderBy:
        last, first = (self.nullable and not back) or None, (self.nullable and back) or None
        ordered = F(self.path).desc if self.descending != back else F(self.path).asc
        return ordered(nulls_last=last, nulls_first=first)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, back: bool) -> Q | None:
        """What lies past the value in that direction; None when nothing can."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if back else None
        found = Q(**{f"{self.path}__{self._side(back)}": value})
        return found | Q(**{f"{self.path}__isnull": True}) if self.nullable and not back else found

    def bound(self, value: Any, back: bool) -> Q:
        """Says again, as one plain comparison, how far it can lie: only so does an index start there."""
        return Q() if self.nullable else Q(**{f"{self.path}__{self._side(back)}e": value})

    def _side(self, back: bool) -> str:
        return "gt" if self.descending == back else "lt"


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next: str | None
    previous: str | None


@cache
def keys_of(model: Any, order: tuple[str, ...]) -> tuple[Key, ...]:
    """The fields of the order, with the primary key at the end where they alone are not unique."""
    keys = [_key(model, name) for name in order]
    if not any(_is_unique(model, key.path) for key in keys):
        keys.append(Key("pk", bool(keys) and keys[-1].descending, nullable=False))
    return tuple(keys)


def cut(
    rows: QuerySet, order: tuple[str, ...], *, size: int, after: str = "", before: str = "", name: str = ""
) -> Page:
    """One page of the rows. Raises BadCursor.

    A page reached backwards that is not full lies at the start, so the first page is given whole instead.
    """
    keys = keys_of(rows.model, order)  # type: ignore[arg-type]  # the stubs doubt that a class is hashable
    signer = Signer(salt=f"careloop.pages:{name}:{','.join(order)}")
    if before:
        found = _take(rows, keys, size, _opened(before, keys, signer), back=True)
        if len(found) >= size:
            more, page = len(found) > size, found[:size][::-1]
            return Page(
                page, _cursor(page[-1], keys, signer), _cursor(page[0], keys, signer) if more else None
            )
    place = _opened(after, keys, signer) if after and not before else None
    found = _take(rows, keys, size, place, back=False)
    page = found[:size]
    return Page(
        page,
        _cursor(page[-1], keys, signer) if len(found) > size else None,
        _cursor(page[0], keys, signer) if place and page else None,
    )


def past(keys: Sequence[Key], place: Sequence[Any], *, back: bool = False) -> Q:
    """The rows that come after the place in the order, or before it."""
    found, same = Q(pk__in=[]), Q()
    for key, value in zip(keys, place, strict=True):
        if (beyond := key.beyond(value, back)) is not None:
            found |= same & beyond
        same &= key.same(value)
    return keys[0].bound(place[0], back) & found


def _take(
    rows: QuerySet, keys: Sequence[Key], size: int, place: list[Any] | None, *, back: bool
) -> list[Any]:
    # A field of another table comes along under a name of its own: making a cursor then asks for nothing.
    further = {_attribute(key): F(key.path) for key in keys if "__" in key.path}
    if place is not None:
        rows = rows.filter(past(keys, place, back=back))
    return list(rows.annotate(**further).order_by(*(key.order_by(back) for key in keys))[: size + 1])


def _cursor(row: Any, keys: Sequence[Key], signer: Signer) -> str:
    values = [getattr(row, _attribute(key)) for key in keys]
    return signer.sign_object([v if v is None or isinstance(v, int | str) else str(v) for v in values])


def _opened(cursor: str, keys: Sequence[Key], signer: Signer) -> list[Any]:
    try:
        place = signer.unsign_object(cursor)
    except (BadSignature, ValueError) as error:
        raise BadCursor(cursor) from error
    if not isinstance(place, list) or len(place) != len(keys):
        raise BadCursor(cursor)
    return place


def _attribute(key: Key) -> str:
    return "order_" + key.path.replace("__", "_") if "__" in key.path else key.path


def _key(model: type[Model], name: str) -> Key:
    path = name.removeprefix("-")
    return Key(path, name.startswith("-"), _is_nullable(model, path))


def _is_nullable(model: type[Model], path: str) -> bool:
    for part in path.split("__"):
        field = _field(model, part)
        if field is None or field.null:
            return True
        model = field.related_model or model
    return False


def _is_unique(model: type[Model], path: str) -> bool:
    field = _field(model, path)
    return field is not None and getattr(field, "unique", False) and not field.null


def _field(model: type[Model], name: str) -> Any:
    """None for a field made by the query, which may be empty and come twice."""
    try:
        return model._meta.pk if name == "pk" else model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
