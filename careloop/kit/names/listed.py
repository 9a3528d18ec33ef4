from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext


def listed(items: Iterable[Any]) -> str:
    """The items in a row, parted as the active language parts them."""
    return pgettext("between the items of a list", ", ").join(str(item) for item in items)
