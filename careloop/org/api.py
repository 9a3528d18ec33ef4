"""Units, zones and people for programs: the codes and user names by which cases and orders name them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.kit.lifecycle.schema import Text
from careloop.kit.pages import api_page
from careloop.kit.pages.query import query_of
from careloop.kit.request import Request
from careloop.org.lists import PeopleList, UnitList, ZoneList
from careloop.org.queries import TREE

router = Router()


class UnitOut(Schema):
    code: str
    kind: str
    names: dict[str, str]
    parent: str | None
    address: str
    phone: str
    time_zone: str
    closed_on: date | None


class ZoneOut(Schema):
    """A case names its zone by `id`; left out, it is found by the `words` in the address."""

    id: int
    unit: str
    kind: str
    names: dict[str, str]
    words: list[str]


class PersonOut(Schema):
    username: str
    name: str
    unit: str
    active: bool


class UnitPage(Schema):
    items: list[UnitOut]
    next: str | None = None


class ZonePage(Schema):
    items: list[ZoneOut]
    next: str | None = None


class PersonPage(Schema):
    items: list[PersonOut]
    next: str | None = None


UNIT = (Text, Field("", description="Code of the unit."))

UnitQuery: Any = query_of("UnitQuery", UnitList)
ZoneQuery: Any = query_of("ZoneQuery", ZoneList, unit=UNIT)
PersonQuery: Any = query_of("PersonQuery", PeopleList, unit=UNIT)


@router.get("/units", response={200: UnitPage, **PROBLEMS}, operation_id="org_units", tags=["org · unit"])
def list_units(request: Request, query: Query[UnitQuery]) -> Any:
    return api_page(UnitList, _asked(query), request.actor)


@router.get("/zones", response={200: ZonePage, **PROBLEMS}, operation_id="org_zones", tags=["org · zone"])
def list_zones(request: Request, query: Query[ZoneQuery]) -> Any:
    return api_page(ZoneList, _asked(query), request.actor)


@router.get(
    "/people", response={200: PersonPage, **PROBLEMS}, operation_id="org_people", tags=["org · person"]
)
def list_people(request: Request, query: Query[PersonQuery]) -> Any:
    """Those of the caller's units, by name."""
    if not request.actor.may(PeopleList.capability):
        raise NotAllowed
    return api_page(PeopleList, _asked(query), request.actor)


def _asked(query: Schema) -> dict[str, Any]:
    """The list's parameters, with the unit by the id that its page uses. Raises Unacceptable."""
    given = query.model_dump(mode="json", exclude_none=True)
    if code := given.get("unit"):
        given["unit"] = next((pk for pk, unit in TREE.get().units.items() if unit.code == code), None)
        if given["unit"] is None:
            raise Unacceptable(errors={"unit": [_("There is no unit with this code.")]})
    return given
