"""The side bar, the places of the frame and the search box, for the pages of all domains."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.notices import unread_count
from careloop.kit.pages import search
from careloop.kit.ui import navigation
from careloop.kit.ui.navigation import Count
from careloop.portal.queries import count
from careloop.portal.queries import search as found

FIRST, OFFICE, ADMINISTRATION = "", _("Back office"), _("Administration")


@dataclass(frozen=True, slots=True)
class Entry:
    group: Any
    label: Any
    url_name: str
    capability: str = ""
    count: Count | None = None
    key: str = ""
    icon: str = ""


def unread(actor: Actor) -> int | None:
    return unread_count(actor.person_id) if actor.person_id else None


# In the order of the side bar; the first four of what one may open also make the bottom bar of phones.
ENTRIES = (
    Entry(FIRST, _("Today"), "portal:home", icon="today"),
    Entry(FIRST, _("Take a call"), "service:call", "service.take_calls", key="F2", icon="call"),
    Entry(FIRST, _("Cases"), "service:cases", "service.see", count.open_cases, icon="list"),
    Entry(FIRST, _("Dispatch"), "service:dispatch", "service.dispatch", count.undispatched, icon="dispatch"),
    Entry(FIRST, _("Orders"), "service:orders", "service.see", icon="paper"),
    Entry(FIRST, _("Customers"), "customers:customers", "customers.see", icon="people"),
    Entry(FIRST, _("Devices"), "customers:devices", "customers.see", icon="device"),
    Entry(FIRST, _("Contracts"), "customers:contracts", "customers.see", icon="paper"),
    Entry(FIRST, _("Tasks"), "tasks:tasks", "tasks.answer", count.tasks, icon="check"),
    Entry(FIRST, _("Messages"), "portal:messages", "", unread, icon="bell"),
    Entry(OFFICE, _("Call register"), "service:register", "service.reports", icon="list"),
    Entry(OFFICE, _("Reports"), "service:reports", "service.reports", icon="paper"),
    Entry(ADMINISTRATION, _("Rules"), "org:rules", "org.person.see", icon="settings"),
    Entry(ADMINISTRATION, _("Calendar"), "org:calendar", "org.person.see", icon="today"),
    Entry(ADMINISTRATION, _("Organisation"), "org:units", "org.person.see", icon="people"),
    Entry(ADMINISTRATION, _("People and posts"), "org:people", "org.person.see", icon="people"),
    Entry(ADMINISTRATION, _("Products"), "catalog:products", "org.person.see", icon="device"),
    Entry(ADMINISTRATION, _("Imports"), "sheets:index", "customers.import", icon="paper"),
)
# What an administrator looks after, told on their home page.
SETTINGS = (
    ("org:rules", _("Rules"), _("the values of the regulation, and from when they hold"), ""),
    ("org:calendar", _("Calendar"), _("working hours, holidays, days of your own"), "org.calendar.manage"),
    ("org:units", _("Organisation"), _("the tree of units and their zones"), "org.unit.manage"),
    ("org:people", _("People and posts"), _("who holds which post, and who stands in"), "org.person.manage"),
    (
        "catalog:products",
        _("Products"),
        _("families, models, fault codes, prices, warranty"),
        "catalog.manage",
    ),
    (
        "sheets:index",
        _("Imports"),
        _("customers, devices, models and fault codes from a table"),
        "customers.import",
    ),
)
SEARCHERS = (
    ("customers", _("Customers"), found.customers, "customers.see"),
    ("cases", _("Cases"), found.cases, "service.see"),
    ("devices", _("Devices"), found.devices, "customers.see"),
    ("orders", _("Orders"), found.orders, ""),
    ("people", _("People"), found.people, "org.person.see"),
)


def register() -> None:
    for rank, entry in enumerate(ENTRIES, 1):
        if is_there(entry.url_name):
            navigation.register(
                entry.group,
                entry.label,
                entry.url_name,
                entry.capability,
                entry.count,
                entry.key,
                icon=entry.icon,
                rank=10 * rank,
            )
    navigation.place("home", "portal:home")
    navigation.place("messages", "portal:messages", unread)
    navigation.place("language", "org:language")
    navigation.place("profile", "org:profile")
    for name, label, searcher, capability in SEARCHERS:
        search.register(name, label, searcher, capability=capability)


def is_there(url_name: str) -> bool:
    """Whether the domain is switched on; the labels of the kit's applications are their names as well."""
    return any(config.label == url_name.split(":")[0] for config in apps.get_app_configs())


def settings_links(actor: Actor) -> list[tuple[str, Any, Any]]:
    return [
        (reverse(url_name), label, detail)
        for url_name, label, detail, capability in SETTINGS
        if not capability or actor.may(capability)
    ]
