"""The side bar: each application registers its pages here at start-up; a person sees those they may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from careloop.kit.lifecycle.actor import Actor

Count = Callable[[Actor], int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    group: Any
    label: Any
    url_name: str
    capability: str
    count: Count | None
    key: str
    icon: str
    rank: int


@dataclass(frozen=True, slots=True)
class Link:
    label: Any
    url: str
    count: int | None
    key: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Place:
    url_name: str
    count: Count | None


_entries: list[Entry] = []
_places: dict[str, Place] = {}


def register(
    group: Any,
    label: Any,
    url_name: str,
    capability: str,
    count: Count | None = None,
    key: str = "",
    *,
    icon: str = "",
    rank: int = 100,
) -> None:
    """One line of the side bar.

    `group` is the (lazy) heading, "" for the first group; an empty `capability` shows it to everybody
    signed in; `count(actor)` gives the number behind it; `key` opens it ("F2"); lower ranks stand first,
    and a group stands where its first line does. The first four lines also make the bottom bar of phones.
    """
    _entries.append(Entry(group, label, url_name, capability, count, key, icon, rank))


def place(name: str, url_name: str, count: Count | None = None) -> None:
    """Where the frame's own parts lead: "home", "search", "messages" (its count is the
    bell's), "units", "profile", "language" (a view like Django's set_language).
    """
    _places[name] = Place(url_name, count)


def place_url(name: str) -> str:
    """The address of a place, or "" where nothing is registered (the frame then leaves that part out)."""
    return url_or_nothing(_places[name].url_name) if name in _places else ""


def url_or_nothing(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def place_count(name: str, actor: Actor) -> int | None:
    counted = _places[name].count if name in _places else None
    return counted(actor) if counted else None


def groups(actor: Actor | None, path: str) -> list[Group]:
    """What this actor may open, in order; the entry that holds `path` is marked current."""
    if actor is None:
        return []
    # A page whose domain is switched off has no address, and so no line.
    allowed = [
        (entry, url)
        for entry in sorted(_entries, key=lambda entry: entry.rank)
        if (not entry.capability or actor.may(entry.capability)) and (url := url_or_nothing(entry.url_name))
    ]
    current = _nearest([url for _entry, url in allowed], path)
    made: dict[str, list[Link]] = {}
    for entry, url in allowed:
        count = entry.count(actor) if entry.count else None
        link = Link(entry.label, url, count, entry.key, entry.icon, url == current)
        made.setdefault(str(entry.group), []).append(link)
    return [Group(label, links) for label, links in made.items()]


def _nearest(urls: list[str], path: str) -> str:
    """The longest address that `path` lies under; the front page only holds itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))]
    return max(under, key=len, default="")
