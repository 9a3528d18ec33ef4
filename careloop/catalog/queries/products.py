from django.db.models import Case, Value, When

from careloop.catalog.models import ProductModel
from careloop.catalog.queries.families import families_below
from careloop.catalog.rules import fold
from careloop.kit.epochs.copy import Copy


def find_models(text: str, limit: int = 20, family_id: int | None = None) -> list[ProductModel]:
    """Models whose code or name holds every word; what begins so first, what is discontinued last."""
    rows = ProductModel.objects.select_related("family", "brand")
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    if family_id is not None:
        rows = rows.filter(family__in=families_below(family_id))
    begins = Case(When(search__startswith=fold(text), then=Value(0)), default=Value(1))
    gone = Case(When(discontinued_on=None, then=Value(0)), default=Value(1))
    return list(rows.order_by(gone, begins, "code")[:limit])


# Read row by row by importers, so it is not asked of the database each time.
BY_CODE: Copy[dict[str, ProductModel]] = Copy(
    "catalog", lambda: {fold(model.code): model for model in ProductModel.objects.select_related("family")}
)


def model_named(text: str) -> ProductModel | None:
    """The model of exactly that code, without regard to case and blanks around it."""
    return BY_CODE.get().get(fold(text))
