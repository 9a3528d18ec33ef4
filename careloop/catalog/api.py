"""The catalogue for programs: the codes by which cases and devices name models, families and faults."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from careloop.catalog.lists import FamilyList, FaultList, ModelList
from careloop.catalog.queries import FAMILIES
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.lifecycle.schema import Text
from careloop.kit.pages import api_page
from careloop.kit.pages.query import query_of
from careloop.kit.request import Request

router = Router()


class FamilyOut(Schema):
    code: str
    names: dict[str, str]
    parent: str | None
    skill: str | None


class ModelOut(Schema):
    code: str
    names: dict[str, str]
    family: str
    brand: str | None
    discontinued_on: date | None


class FaultOut(Schema):
    """`family` null: for all of them."""

    kind: str
    code: str
    names: dict[str, str]
    family: str | None
    parent: str | None


class FamilyPage(Schema):
    items: list[FamilyOut]
    next: str | None = None


class ModelPage(Schema):
    items: list[ModelOut]
    next: str | None = None


class FaultPage(Schema):
    items: list[FaultOut]
    next: str | None = None


FAMILY = (Text, Field("", description="Code of the family."))

FamilyQuery: Any = query_of("FamilyQuery", FamilyList)
ModelQuery: Any = query_of("ModelQuery", ModelList, family=FAMILY)
FaultQuery: Any = query_of("FaultQuery", FaultList, family=FAMILY)


@router.get(
    "/families",
    response={200: FamilyPage, **PROBLEMS},
    operation_id="catalog_families",
    tags=["catalog · family"],
)
def list_families(request: Request, query: Query[FamilyQuery]) -> Any:
    return api_page(FamilyList, _asked(query), request.actor)


@router.get(
    "/models", response={200: ModelPage, **PROBLEMS}, operation_id="catalog_models", tags=["catalog · model"]
)
def list_models(request: Request, query: Query[ModelQuery]) -> Any:
    return api_page(ModelList, _asked(query), request.actor)


@router.get(
    "/faults", response={200: FaultPage, **PROBLEMS}, operation_id="catalog_faults", tags=["catalog · fault"]
)
def list_faults(request: Request, query: Query[FaultQuery]) -> Any:
    return api_page(FaultList, _asked(query), request.actor)


def _asked(query: Schema) -> dict[str, Any]:
    """The list's parameters, with the family by the id that its page uses. Raises Unacceptable."""
    given = query.model_dump(mode="json", exclude_none=True)
    if code := given.get("family"):
        given["family"] = next((pk for pk, each in FAMILIES.get().items() if each.code == code), None)
        if given["family"] is None:
            raise Unacceptable(errors={"family": [_("There is no family with this code.")]})
    return given
