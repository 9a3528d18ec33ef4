"""What may not be reachable from outside: accounts with known passwords, and development's open secrets."""

import ipaddress
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register


class Refused(Exception):
    """Starting is refused; the message is a sentence for whoever typed the command."""


class Exposed(Refused):
    """It would be reachable for people who must not reach it."""


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_if_exposed(host: str) -> None:
    """Raises `Exposed` when this installation must not answer at an address that others can reach."""
    if is_loopback(host):
        return
    if settings.DEBUG:
        raise Exposed(
            f"CARELOOP_DEBUG is set, so secrets are those of the source code: it does not answer at {host}, "
            "only at 127.0.0.1. Unset CARELOOP_DEBUG and set CARELOOP_SECRET_KEY and CARELOOP_JOURNAL_KEY."
        )
    if settings.DEMO:
        raise Exposed(demo_sentence(host))
    for name in open_accounts():
        raise Exposed(
            f"This database has the demo account “{name}”, whose password everybody knows, so it does not "
            f"answer at {host}, only at 127.0.0.1. Use a new database, or change the passwords of the demo."
        )


def demo_sentence(host: str) -> str:
    return (
        f"The demo company's passwords are known to everybody, so it does not answer at {host}, only on this "
        "machine: use HOST=127.0.0.1. For your own company: careloop setup --preset branch, careloop serve."
    )


def open_accounts() -> Iterator[str]:
    """Names of active people who can sign in with the password of the demo."""
    from careloop.demo import cast, company

    names = [person.username for person in company.PEOPLE]
    for person in get_user_model()._default_manager.filter(username__in=names, is_active=True):
        if person.check_password(cast.PASSWORD):
            yield person.get_username()


@register(Tags.security)
def demo_stays_on_this_machine(**_facts: Any) -> list[CheckMessage]:
    outside = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]
    if settings.DEMO and outside:
        return [
            Error(
                demo_sentence(outside[0]),
                hint="Look at CARELOOP_HOSTS and CARELOOP_DEMO.",
                id="careloop.E001",
            )
        ]
    return []
