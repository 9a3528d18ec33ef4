import hashlib
import secrets
from datetime import datetime

from careloop.kit import journal
from careloop.kit.lifecycle.verbs import Actor, NotAllowed, action
from careloop.org import permissions
from careloop.org.models import ApiToken, Person


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@action
def issue(
    person: Person, *, label: str, actor: Actor, at: datetime, expires_at: datetime | None = None
) -> str:
    """A new bearer token for the person; shown once, only its digest is kept."""
    if person.pk != actor.person_id and not actor.may(permissions.ISSUE_TOKENS.code, person.unit_id):
        raise NotAllowed
    token = f"care_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        person=person, digest=digest(token), label=label, created_at=at, expires_at=expires_at
    )
    journal.record(
        "org.token.issue", document=f"person:{person.pk}", actor=actor, at=at, told={"label": label}
    )
    return token


@action
def revoke(token: ApiToken, *, actor: Actor, at: datetime) -> None:
    if token.person_id != actor.person_id and not actor.may(
        permissions.ISSUE_TOKENS.code, token.person.unit_id
    ):
        raise NotAllowed
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    journal.record(
        "org.token.revoke",
        document=f"person:{token.person_id}",
        actor=actor,
        at=at,
        told={"label": token.label},
    )
