from datetime import date, datetime

from careloop.catalog.models import Family, ProductModel
from careloop.customers import permissions
from careloop.customers.models import WarrantyTerms
from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, action, require_everywhere, whole


@action
def add(
    *,
    labour_months: int,
    parts_months: int,
    travel_months: int,
    from_on: date,
    actor: Actor,
    at: datetime,
    model: ProductModel | None = None,
    family: Family | None = None,
    starts_from: str = WarrantyTerms.StartsFrom.PURCHASE,
) -> WarrantyTerms:
    """Terms for devices bought from a day on; those bought before keep the terms they were sold under."""
    require_everywhere(actor, permissions.MANAGE_CONTRACTS)
    terms = WarrantyTerms(
        model=model, family=family, labour_months=labour_months, parts_months=parts_months,
        travel_months=travel_months, starts_from=starts_from, from_on=from_on,
    )  # fmt: skip
    whole(terms)
    terms.save(force_insert=True)
    move("customers")
    what = model or family
    assert what is not None  # the constraint said so
    told = {
        "what": tell.names(what.names) if what.names else what.code,
        "from_on": tell.plain(from_on),
        "terms": str(terms),
    }
    journal.record("customers.warranty.add", document=f"warranty:{what.code}", actor=actor, at=at, told=told)
    return terms
