"""Declared lists, the search box, parts of a record page: one declaration for page, fragment and API."""

from careloop.kit.pages.api import api_page
from careloop.kit.pages.column import Column
from careloop.kit.pages.detail import RelatedLink, Tab, shown_tabs
from careloop.kit.pages.filters import ChoiceFilter, FlagFilter, PeriodFilter, RowFilter, TextFilter
from careloop.kit.pages.list_page import Button, Empty, ListPage
from careloop.kit.pages.search import Hit
from careloop.kit.pages.views import list_view

__all__ = [
    "Button",
    "ChoiceFilter",
    "Column",
    "Empty",
    "FlagFilter",
    "Hit",
    "ListPage",
    "PeriodFilter",
    "RelatedLink",
    "RowFilter",
    "Tab",
    "TextFilter",
    "api_page",
    "list_view",
    "shown_tabs",
]
