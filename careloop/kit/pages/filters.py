"""What narrows a list. A filter knows its fields in the form, what they leave over, and its chips."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.pages.period import PERIODS, days_of
from careloop.kit.ui import moments
from careloop.kit.ui.fields import DayField

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Chip:
    """What is chosen, in words, and what must leave the address to undo it: (parameter, its value)."""

    label: Any
    text: str
    drops: tuple[tuple[str, str], ...]


class Filter(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Any: ...

    def fields(self, actor: Actor) -> dict[str, forms.Field]: ...

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet: ...

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]: ...


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """One or several of a few values. `choices` may depend on who looks."""

    name: str
    label: Any
    choices: Choices | Callable[[Actor], Choices]
    several: bool = False
    path: str = ""

    def fields(self, actor: Actor) -> dict[str, forms.Field]:
        choices = list(self.choices(actor) if callable(self.choices) else self.choices)
        if self.several:
            boxes = forms.CheckboxSelectMultiple
            return {
                self.name: forms.MultipleChoiceField(
                    label=self.label, choices=choices, required=False, widget=boxes
                )
            }
        anything = [("", gettext_lazy("Any")), *choices]
        return {self.name: forms.ChoiceField(label=self.label, choices=anything, required=False)}

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet:
        values = _as_list(chosen[self.name])
        return rows.filter(**{f"{self.path or self.name}__in": values}) if values else rows

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]:
        words = {str(value): str(word) for value, word in form.fields[self.name].choices}  # type: ignore[attr-defined]
        values = [str(value) for value in _as_list(chosen[self.name])]
        return [Chip(self.label, words[value], ((self.name, value),)) for value in values]


@dataclass(frozen=True, slots=True)
class RowFilter:
    """One of the rows of another table, few enough for a menu: a unit, a technician."""

    name: str
    label: Any
    rows: Callable[[Actor], QuerySet]
    path: str = ""

    def fields(self, actor: Actor) -> dict[str, forms.Field]:
        anything = gettext_lazy("Any")
        return {
            self.name: forms.ModelChoiceField(
                self.rows(actor), label=self.label, required=False, empty_label=anything
            )
        }

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet:
        return rows.filter(**{self.path or self.name: chosen[self.name]}) if chosen[self.name] else rows

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]:
        row = chosen[self.name]
        return [Chip(self.label, str(row), ((self.name, str(row.pk)),))] if row else []


@dataclass(frozen=True, slots=True)
class PeriodFilter:
    """A named period or two days, both included. The name ends in `_at` for moments, `_on` for days."""

    name: str
    label: Any
    path: str = ""

    def fields(self, actor: Actor) -> dict[str, forms.Field]:
        def day(label: Any) -> forms.Field:
            return DayField(label=label, required=False)

        choices = [("", gettext_lazy("Any time")), *PERIODS.items()]
        return {
            self.name: forms.ChoiceField(label=self.label, choices=choices, required=False),
            self._from: day(_("%(what)s, from") % {"what": self.label}),
            self._to: day(_("%(what)s, to and including") % {"what": self.label}),
        }

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet:
        path, bounds = self.path or self.name, self._bounds(chosen, today)
        sides = {f"{path}__gte": bounds[0], f"{path}__lt": bounds[1]}
        moments_meant = self.name.endswith("_at")
        return rows.filter(
            **{side: _midnight(day) if moments_meant else day for side, day in sides.items() if day}
        )

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]:
        found = []
        if chosen[self.name]:
            found.append(Chip(self.label, str(PERIODS[chosen[self.name]]), ((self.name, chosen[self.name]),)))
        for name, sentence in ((self._from, _("from %(day)s")), (self._to, _("to %(day)s"))):
            if chosen[name]:
                text = sentence % {"day": moments.day(chosen[name])}
                found.append(Chip(self.label, text, ((name, form.data.get(name, "")),)))
        return found

    def _bounds(self, chosen: dict[str, Any], today: date) -> tuple[date | None, date | None]:
        named = days_of(chosen[self.name], today) if chosen[self.name] else (None, None)
        last = chosen[self._to]
        until = last + timedelta(days=1) if last else None
        return (
            max((day for day in (named[0], chosen[self._from]) if day), default=None),
            min((day for day in (named[1], until) if day), default=None),
        )

    @property
    def _from(self) -> str:
        return f"{self.name}_from"

    @property
    def _to(self) -> str:
        return f"{self.name}_to"


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """Yes or nothing: mine, late. `only` says which rows are left."""

    name: str
    label: Any
    only: Q | Callable[[Actor], Q]

    def fields(self, actor: Actor) -> dict[str, forms.Field]:
        only = self.only(actor) if callable(self.only) else self.only
        return {self.name: Flag(only, label=self.label)}

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet:
        return rows.filter(chosen[self.name]) if chosen[self.name] else rows

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]:
        return (
            [Chip(self.label, "", ((self.name, form.data.get(self.name, "")),))] if chosen[self.name] else []
        )


class Flag(forms.BooleanField):
    """Cleans to the condition that it stands for, or to nothing."""

    def __init__(self, only: Q, *, label: Any) -> None:
        super().__init__(label=label, required=False)
        self.only = only

    def clean(self, value: Any) -> Q | None:
        return self.only if super().clean(value) else None


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Part of a text: a serial number, an address."""

    name: str
    label: Any
    path: str = ""
    lookup: str = "icontains"

    def fields(self, actor: Actor) -> dict[str, forms.Field]:
        return {self.name: forms.CharField(label=self.label, required=False, max_length=100)}

    def narrow(self, rows: QuerySet, chosen: dict[str, Any], today: date) -> QuerySet:
        text = chosen[self.name]
        return rows.filter(**{f"{self.path or self.name}__{self.lookup}": text}) if text else rows

    def chips(self, form: forms.Form, chosen: dict[str, Any]) -> list[Chip]:
        text = chosen[self.name]
        return [Chip(self.label, text, ((self.name, form.data.get(self.name, "")),))] if text else []


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
