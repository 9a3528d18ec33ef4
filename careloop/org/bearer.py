"""Bearer tokens for programs: the same person, the same rights as on the pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from careloop.org.access import actor_of
from careloop.org.actions.token import digest
from careloop.org.models import ApiToken


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        request.now = timezone.now()
        held = ApiToken.objects.select_related("person").filter(digest=digest(token), revoked_at=None).first()
        if held is None or not held.person.is_active:
            return None
        if held.expires_at is not None and held.expires_at <= request.now:
            return None
        request.actor = actor_of(held.person, now=request.now, via="api")
        translation.activate(held.person.language)
        return held.person
