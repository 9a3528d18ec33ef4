"""The request as the middleware hands it on: who it is, and the one moment that it reads from the clock."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from careloop.kit.lifecycle.actor import Actor

if TYPE_CHECKING:

    class SignedIn(Actor, Protocol):
        """A person at a keyboard, who may enter for the past or for another."""

        def entering(self, *, performed_by_id: int | None = None, reason: str = "") -> Actor: ...

    class Request(HttpRequest):
        """`actor` is None for strangers; pages that ask for a sign-in never see that."""

        actor: SignedIn
        now: datetime
        htmx: HtmxDetails
        LANGUAGE_CODE: str

else:
    Request = HttpRequest
