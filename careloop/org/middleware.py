from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from careloop.org.access import actor_of
from careloop.org.queries import TREE


class ActorMiddleware:
    """Gives the request its actor, its language and its time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        request.actor = None
        language, zone = self._of_a_stranger(request), settings.TIME_ZONE
        if request.user.is_authenticated:
            request.actor = actor_of(request.user, now=request.now)
            language = request.user.language
            zone = TREE.get().units[request.actor.unit_id].time_zone
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def _of_a_stranger(self, request: HttpRequest) -> str:
        return translation.get_language_from_request(request)
