"""The masters that old cases speak of: found where they are there, added where they are not."""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime

from careloop.catalog.actions import brand as brands
from careloop.catalog.actions import family as families
from careloop.catalog.models import Brand, Family
from careloop.catalog.rules import fold
from careloop.kit.lifecycle.actor import Actor
from careloop.org.actions import unit as units
from careloop.org.models import Calendar, Unit
from careloop.presets.history.mapping import Mapping, Names

CODE_LENGTH = 8


class Masters:
    """What is there is read once; each new one is an action of its own, in the transaction of its rows."""

    def __init__(self, mapping: Mapping, actor: Actor, at: datetime) -> None:
        self.mapping, self.actor, self.at = mapping, actor, at
        self.families = {row.code: row for row in Family.objects.all()}
        self.brands = {fold(row.name): row for row in Brand.objects.all()}
        self.codes = set(Unit.objects.values_list("code", flat=True))
        self.region = self._region()
        points = Unit.objects.filter(parent=self.region)
        self.points = {self._key(row.names["en"]): row for row in points if row.names.get("en")}

    def point(self, name: str) -> Unit:
        key = self._key(name)
        if key not in self.points:
            self.points[key] = self._add_unit(
                code_for(name, self.codes), Unit.Kind.POINT, {"en": name}, self.region
            )
        return self.points[key]

    def family(self, theirs: str) -> Family:
        code, names = self.mapping.families[theirs]
        if code not in self.families:
            self.families[code] = families.add(code=code, names=names, actor=self.actor, at=self.at)
        return self.families[code]

    def brand(self, name: str) -> Brand | None:
        key = fold(name)
        if key in self.mapping.no_brand:
            return None
        if key not in self.brands:
            self.brands[key] = brands.add(name=name, actor=self.actor, at=self.at)
        return self.brands[key]

    def _region(self) -> Unit:
        found = Unit.objects.filter(code=self.mapping.region_code).first()
        above = Unit.objects.filter(parent=None).order_by("id").first()
        return found or self._add_unit(
            self.mapping.region_code, Unit.Kind.REGION, self.mapping.region_names, above
        )

    def _add_unit(self, code: str, kind: str, names: Names, above: Unit | None) -> Unit:
        """Closed from the day on which it is taken over: it holds what was, and nothing new is done there,
        so it stands in no menu for new work. Its hours are those of the unit above; no clock runs by them."""
        self.codes.add(code)
        return units.add(
            code=code,
            kind=kind,
            names=names,
            parent=above,
            calendar=above.calendar if above else Calendar.objects.earliest("id"),
            time_zone=self.mapping.time_zone,
            closed_on=self.at.date(),
            actor=self.actor,
            at=self.at,
        )

    def _key(self, name: str) -> frozenset[str]:
        """The words that tell a point from the others, whatever stands between them and in which order."""
        words = frozenset(re.findall(r"\w+", fold(name)))
        return words - self.mapping.point_noise or words


def code_for(name: str, taken: Collection[str]) -> str:
    """A unit's code: "Cardiff, Canton" → CARCANTO, "Ruthin" → RUTHIN; with a digit where it is taken."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    first, *rest = re.findall(r"[A-Z0-9]+", ascii_only) or ["POINT"]
    code = (first[:3] + "".join(rest) if rest else first)[:CODE_LENGTH]
    number = 2
    tried = code
    while tried in taken:
        tried = f"{code[: CODE_LENGTH - len(str(number))]}{number}"
        number += 1
    return tried
