from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone, translation

from careloop.kit.request import Request
from careloop.org.access import actor_of
from careloop.org.queries import TREE

CHOOSE = "account_change_password"
# What somebody may open who signed in with a password that another gave them.
BEFORE_CHOOSING = {CHOOSE, "account_logout", "account_reauthenticate", "language"}


class ActorMiddleware:
    """Gives the request its actor, its language and its time zone."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = timezone.now()
        request.actor = None  # type: ignore[assignment]
        language, zone = self._of_a_stranger(request), settings.TIME_ZONE
        if request.user.is_authenticated:
            actor = actor_of(request.user, now=request.now)
            request.actor, language = actor, request.user.language
            zone = TREE.get().units[actor.unit_id].time_zone
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self._choose_password_first(request) or self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def _of_a_stranger(self, request: Request) -> str:
        return translation.get_language_from_request(request)

    def _choose_password_first(self, request: Request) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.must_choose_password:
            return None
        return None if resolve(request.path_info).url_name in BEFORE_CHOOSING else redirect(CHOOSE)
