"""What every page's frame needs; looked up only when a whole page is drawn, never for a fragment."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from careloop.kit import resolvers
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui import navigation
from careloop.kit.ui.navigation import Group, Link

THEMES = ("light", "dark", "auto")
THEME_COOKIE = "careloop_theme"
PRODUCT = "Careloop"

DemoPeople = Callable[[], Sequence[tuple[str, ...]]]
DemoProgress = Callable[[], tuple[int, int] | None]
_demo: list[tuple[DemoPeople, DemoProgress]] = []


def show_demo(people: DemoPeople, progress: DemoProgress = lambda: None) -> None:
    """While settings.DEMO: whom the sign-in page offers, (post, user name) or (post, user name, password),
    and how far the play is, (done, of so many), shown below the side bar."""
    _demo[:] = [(people, progress)]


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor | None = getattr(request, "actor", None)
        self.product = PRODUCT

    @property
    def fragment(self) -> bool:
        """Whether htmx asked for a piece of a page, not for all of it."""
        htmx: Any = getattr(self.request, "htmx", None)
        return bool(htmx) and not htmx.boosted

    @property
    def theme(self) -> str:
        asked = self.request.COOKIES.get(THEME_COOKIE, "")
        return asked if asked in THEMES else "auto"

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @cached_property
    def navigation(self) -> list[Group]:
        return navigation.groups(self.actor, self.request.path)

    @property
    def bottom(self) -> list[Link]:
        """The first four pages, for the thumb; the bell above leads to the messages already."""
        links = [link for group in self.navigation for link in group.links]
        return [link for link in links if link.url != self.messages_url][:4]

    @property
    def home_url(self) -> str:
        return navigation.place_url("home") or "/"

    @property
    def search_url(self) -> str:
        return navigation.place_url("search")

    @property
    def messages_url(self) -> str:
        return navigation.place_url("messages")

    @property
    def language_url(self) -> str:
        """The place "language" may keep the choice with the person; ours keeps it in a cookie."""
        return navigation.place_url("language") or navigation.url_or_nothing("ui:language")

    @property
    def profile_url(self) -> str:
        return navigation.place_url("profile")

    @property
    def units_url(self) -> str:
        return navigation.place_url("units")

    @cached_property
    def demo_progress(self) -> tuple[int, int] | None:
        return _demo[0][1]() if settings.DEMO and _demo else None

    @cached_property
    def unread(self) -> int | None:
        return navigation.place_count("messages", self.actor) if self.actor else None

    @cached_property
    def unit(self) -> str:
        if self.actor is None or self.actor.unit_id is None:
            return ""
        try:
            return resolvers.unit_names([self.actor.unit_id]).get(self.actor.unit_id, "")
        except resolvers.NothingRegistered:
            return ""

    @cached_property
    def post(self) -> str:
        if self.actor is None or not self.actor.post:
            return ""
        try:
            return str(resolvers.post_name(self.actor.post))
        except resolvers.NothingRegistered:
            return ""


def now_of(request: HttpRequest) -> datetime | None:
    """The moment of the request, set by the middleware; the frame itself never reads the clock."""
    actor = getattr(request, "actor", None)
    return getattr(request, "now", None) or (actor.entered_at if actor else None)


def demo_people() -> list[tuple[str, ...]]:
    return list(_demo[0][0]()) if settings.DEMO and _demo else []


def shell(request: HttpRequest) -> dict[str, Any]:
    return {
        "shell": Shell(request),
        "actor": getattr(request, "actor", None),
        "now": now_of(request),
        "demo_people": demo_people,
    }
