from collections.abc import Mapping
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.pages.keyset import BadCursor
from careloop.kit.pages.list_page import ListPage
from careloop.kit.pages.state import ListState, as_query

LONGEST = 200


class Items(TypedDict):
    items: list[dict[str, Any]]
    next: str | None


def api_page(page: type[ListPage], params: Mapping[str, Any], actor: Actor) -> Items:
    """The list as programs get it: the same parameters as the page's address, and `limit` (1 to 200).

    Raises Unacceptable naming the parameters that are wrong; a page would pass over them.
    """
    query = as_query(params)
    state = ListState(page(), query, actor)
    errors: dict[str, list[Any]] = dict(state.errors)
    limit = query.get("limit", str(page.page_size))
    if not limit.isascii() or not limit.isdecimal() or not 1 <= int(limit[:6]) <= LONGEST:
        errors["limit"] = [_("A whole number from 1 to %(longest)d.") % {"longest": LONGEST}]
    if state.params.get("sort") and not state.sort:
        errors["sort"] = [_("The list cannot be put into this order.")]
    if errors:
        raise Unacceptable(errors=errors)
    try:
        cut = state.cut(int(limit))
    except BadCursor as error:
        place = "before" if query.get("before") else "after"
        raise Unacceptable(
            errors={place: [_("This cursor does not belong to the list in this order.")]}
        ) from error
    return {"items": [state.page.serialize(row) for row in cut.rows], "next": cut.next}
