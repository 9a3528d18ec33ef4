from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from careloop.kit.lifecycle.verbs import Unacceptable

M = TypeVar("M", bound=Model)


def valid(row: M) -> M:
    """The row, with each field checked; asks the database nothing: other rows are handed in as rows."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    except ValidationError as error:
        raise Unacceptable(errors=error.message_dict) from error
    return row
