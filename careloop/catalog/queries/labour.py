from datetime import date

from django.db.models import Q

from careloop.catalog.models import LabourOperation
from careloop.catalog.queries.families import chain


def operations_on(day: date, family_id: int | None = None) -> list[LabourOperation]:
    """Per operation the line in force on that day, for a family (with what holds above it and for all)."""
    fitting = LabourOperation.objects.filter(
        Q(family__in=chain(family_id)) | Q(family=None), from_on__lte=day
    ).order_by("code", "from_on")
    return list({operation.code: operation for operation in fitting}.values())
