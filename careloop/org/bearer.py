"""Bearer tokens for programs: the same person, the same rights as on the pages."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from ninja.security import HttpBearer

from careloop.kit.request import Request
from careloop.org.access import actor_of
from careloop.org.actions.token import digest
from careloop.org.models import ApiToken
from careloop.org.queries import TREE


class Bearer(HttpBearer):
    def authenticate(self, request: Request, token: str) -> Any:  # type: ignore[override]
        request.now = timezone.now()
        held = ApiToken.objects.select_related("person").filter(digest=digest(token), revoked_at=None).first()
        if held is None or not held.person.is_active:
            return None
        if held.expires_at is not None and held.expires_at <= request.now:
            return None
        request.actor = actor = actor_of(held.person, now=request.now, via="api")
        # ActorMiddleware, around this, puts language and time zone back.
        translation.activate(held.person.language)
        timezone.activate(ZoneInfo(TREE.get().units[actor.unit_id].time_zone))
        request.LANGUAGE_CODE = translation.get_language()
        return held.person
