from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from careloop.kit.lifecycle.refusals import Unacceptable

M = TypeVar("M", bound=Model)


def whole(row: M, **how: Any) -> M:
    """The row, checked field by field and against the constraints; what does not fit is said per field.

    `how` goes to Django's `full_clean`. Raises Unacceptable.
    """
    try:
        row.full_clean(**how)
    except ValidationError as error:
        raise Unacceptable(errors=error.message_dict) from error
    return row
