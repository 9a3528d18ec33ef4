from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careloop.kit.pages import search
from careloop.kit.pages.column import Column
from careloop.kit.pages.list_page import ListPage
from careloop.kit.pages.state import ListState, begun
from careloop.kit.request import Request

View = Callable[[Request], HttpResponse]

# The fragments that htmx may ask for, by the id of what they replace.
FRAGMENTS = {"list": "pages/list.html#list", "list-rows": "pages/list.html#rows"}


def list_view(declared: type[ListPage]) -> View:
    """The page of a declared list, for the urls."""

    @login_required
    @require_safe
    def show(request: Request) -> HttpResponse:
        actor = request.actor
        if declared.capability and not actor.may(declared.capability):
            raise Http404
        page = declared()
        state = ListState(page, begun(page, request.GET), actor)
        cut = state.cut_or_first()
        page.complete(cut.rows, actor)
        columns = [column for column in page.columns if column.shown is None or column.shown(actor)]
        context = {
            "page": page,
            "state": state,
            "headings": [_heading(column, state) for column in columns],
            "rows": [Row(page, columns, row, actor.entered_at) for row in cut.rows],
            "next": cut.next and state.address(after=cut.next),
            "previous": cut.previous and state.address(before=cut.previous),
            "buttons": [button for button in page.buttons if button.shown_to(actor)],
            "next_step": _next_step(page, state),
        }
        response = render(request, FRAGMENTS.get(_target(request), "pages/list.html"), context)
        if _target(request):
            # Each letter typed is not a step to go back to.
            typing = request.headers.get("HX-Source", "").endswith("#list-search")
            response["HX-Replace-Url" if typing else "HX-Push-Url"] = request.path + _here(state)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    return show


@login_required
@require_safe
def find(request: Request) -> HttpResponse:
    """The search box: a fragment while one types; Enter on a document's number goes to its page."""
    text = request.GET.get("q", "")
    page = search.page_of(text)
    if page and not _target(request):
        return redirect(page)
    groups = search.find(text, request.actor)
    template = "pages/search.html#hits" if _target(request) else "pages/search.html"
    response = render(request, template, {"text": text.strip(), "page": page, "groups": groups})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the template draws it."""

    page: ListPage
    columns: list[Column]
    row: Any
    now: datetime

    @property
    def url(self) -> str:
        return self.page.url(self.row)

    @property
    def cells(self) -> list[tuple[Column, str, Any, str]]:
        """Each column with its place on a phone, and its value for the template that draws it, or its text."""
        return [
            (column, self.page.on_phone.get(column.name, "none"), column.of(self.row), "")
            if column.template
            else (column, self.page.on_phone.get(column.name, "none"), None, column.text(self.row, self.now))
            for column in self.columns
        ]


@dataclass(frozen=True, slots=True)
class Heading:
    column: Column
    url: str
    direction: str


def _heading(column: Column, state: ListState) -> Heading:
    if not column.sort:
        return Heading(column, "", "")
    first = state.order[0]
    direction = (
        "" if first.removeprefix("-") != column.sort else "descending" if first[0] == "-" else "ascending"
    )
    turned = f"-{column.sort}" if direction == "ascending" else column.sort
    return Heading(column, state.address(sort=turned), direction)


def _next_step(page: ListPage, state: ListState) -> Any:
    button = page.empty.button if page.empty else None
    return button if button and button.shown_to(state.actor) else None


def _here(state: ListState) -> str:
    address = state.address(after=state.params.get("after", ""), before=state.params.get("before", ""))
    return address if address != "?" else ""


def _target(request: Request) -> str:
    """The id of what htmx will replace; nothing for a whole page (htmx 4 sends `tag#id`)."""
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-Request-Type") == "full":
        return ""
    return request.headers.get("HX-Target", "").rpartition("#")[2] or "body"
