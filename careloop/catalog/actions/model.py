from datetime import date, datetime
from typing import Any

from careloop.catalog.actions import brand as brands
from careloop.catalog.actions import master
from careloop.catalog.models import Brand, Family, ProductModel
from careloop.catalog.rules import search_text
from careloop.kit.lifecycle.verbs import Actor, action


@action
def add(
    *,
    code: str,
    family: Family,
    actor: Actor,
    at: datetime,
    names: dict[str, str] | None = None,
    brand: Brand | str | None = None,
    discontinued_on: date | None = None,
) -> ProductModel:
    """A brand may be given by its name; a new one is added."""
    names, brand = names or {}, _brand(brand, actor, at)
    model = ProductModel(code=code, names=names, family=family, brand=brand, discontinued_on=discontinued_on)
    model.search = search_text(code, names)
    return master.add("model", model, actor=actor, at=at)


@action
def change(model: ProductModel, *, actor: Actor, at: datetime, **facts: Any) -> ProductModel:
    if "brand" in facts:
        facts["brand"] = _brand(facts["brand"], actor, at)
    facts["search"] = search_text(facts.get("code", model.code), facts.get("names", model.names))
    return master.change("model", model, facts, actor=actor, at=at)


def _brand(given: Brand | str | None, actor: Actor, at: datetime) -> Brand | None:
    return brands.named(given, actor=actor, at=at) if isinstance(given, str) else given
