from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from careloop.kit.ui import context, navigation

pytestmark = pytest.mark.usefixtures("empty_navigation")


@pytest.fixture
def bar(empty_navigation: None) -> None:
    navigation.register("", _("Calls"), "calls", "call.see", lambda actor: 9, rank=2)
    navigation.register("", _("New call"), "new_call", "call.take", key="F2", rank=3)
    navigation.register("", _("Today"), "front", "", rank=1)
    navigation.register(_("Administration"), _("Rules"), "rules", "rule.see", rank=4)


def labels(actor: Any, path: str = "/") -> list[tuple[str, list[str]]]:
    return [
        (group.label, [str(link.label) for link in group.links]) for group in navigation.groups(actor, path)
    ]


@pytest.mark.usefixtures("bar")
def test_one_sees_what_one_may_open(actor: Callable[..., Any]) -> None:
    assert labels(actor()) == [("", ["Today"])]
    assert labels(actor("call.see", "rule.see")) == [("", ["Today", "Calls"]), ("Administration", ["Rules"])]
    assert labels(None) == []


@pytest.mark.usefixtures("bar")
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "Today"),
        ("/calls/", "Calls"),
        ("/calls/7", "Calls"),
        ("/calls/new/", "New call"),
        ("/other/", None),
    ],
)
def test_the_nearest_entry_is_current(actor: Callable[..., Any], path: str, current: str | None) -> None:
    groups = navigation.groups(actor("call.see", "call.take"), path)
    found = [str(link.label) for group in groups for link in group.links if link.current]
    assert found == ([current] if current else [])


@pytest.mark.usefixtures("bar")
def test_counts_are_asked_only_for_what_is_shown(actor: Callable[..., Any]) -> None:
    asked = []
    navigation.register("", _("Secret"), "rules", "nobody", lambda actor: asked.append(actor))
    (first,) = navigation.groups(actor("call.see"), "/")
    assert [link.count for link in first.links] == [None, 9]
    assert asked == []


def test_a_fragment_asks_for_nothing(request_of: Callable[..., Any], actor: Callable[..., Any]) -> None:
    asked = []
    navigation.register("", _("Calls"), "calls", "", lambda actor: asked.append(1))
    made = context.shell(request_of(actor=actor()))
    assert asked == []
    assert made["shell"].navigation
    assert made["shell"].navigation is made["shell"].navigation
    assert asked == [1]


def test_the_bottom_bar_has_four(request_of: Callable[..., Any], actor: Callable[..., Any]) -> None:
    for number in range(6):
        navigation.register("", f"Page {number}", "calls", "", rank=number)
    bottom = context.Shell(request_of(actor=actor())).bottom
    assert [link.label for link in bottom] == ["Page 0", "Page 1", "Page 2", "Page 3"]


def test_places_that_nobody_registered_are_left_out(request_of: Callable[..., Any]) -> None:
    shell = context.Shell(request_of())
    assert (shell.search_url, shell.messages_url, shell.home_url) == ("", "", "/")
    assert shell.language_url == "/ui/language"
    navigation.place("search", "search")
    navigation.place("messages", "no_such_address")
    assert (shell.search_url, shell.messages_url) == ("/search/", "")


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", "auto"), ('"><x', "auto")]
)
def test_the_theme_is_one_of_three(request_of: Callable[..., Any], cookie: str, theme: str) -> None:
    assert context.Shell(request_of(cookies={"careloop_theme": cookie})).theme == theme


def test_demo_people_only_in_the_demo(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_demo", [])
    context.show_demo(lambda: [("Clerk", "li.wen")])
    settings.DEMO = False
    assert context.demo_people() == []
    settings.DEMO = True
    assert context.demo_people() == [("Clerk", "li.wen")]


def test_now_is_the_moment_of_the_request(request_of: Callable[..., Any], actor: Callable[..., Any]) -> None:
    assert context.now_of(request_of()) is None
    assert context.now_of(request_of(actor=actor())) == actor().entered_at
