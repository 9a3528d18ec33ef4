from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.permission import all_permissions
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, WrongMoment, action, require_everywhere, whole
from careloop.org import permissions
from careloop.org.actions.record import change_row
from careloop.org.models import Post

MANAGE = permissions.MANAGE_PEOPLE


class WouldLockOut(WrongMoment):
    sentence = _("You hold this right by this post alone; without it nobody could give it back.")


@action
def add(*, code: str, names: dict[str, str], actor: Actor, at: datetime) -> Post:
    """A post that may do nothing yet; it stands after the others."""
    require_everywhere(actor, MANAGE)
    last = Post.objects.aggregate(last=Max("order"))["last"] or 0
    post = Post(code=code, names=names, capabilities=[], order=last + 1)
    whole(post, exclude=["capabilities"]).save(force_insert=True)
    move("org")
    told = {"what": tell.names(names)}
    journal.record("org.post.add", document=f"post:{code}", actor=actor, at=at, told=told)
    return post


@action
def rename(post: Post, *, names: dict[str, str], actor: Actor, at: datetime) -> Post:
    require_everywhere(actor, MANAGE)
    what = tell.names(post.names)
    change_row(
        post, {"names": names},
        word="org.post.rename", document=f"post:{post.code}", what=what, actor=actor, at=at,
    )  # fmt: skip
    return post


@action
def allow(post: Post, *, capabilities: Iterable[str], actor: Actor, at: datetime) -> Post:
    """What whoever holds the post may do, from now on; what was given and taken is told by its sentence."""
    require_everywhere(actor, MANAGE)
    # Held against another who is ticking at the same time: each change is told as what it did.
    post = Post.objects.select_for_update().get(pk=post.pk)
    sentences = {permission.code: permission.sentence for permission in all_permissions()}
    before, wanted = set(post.capabilities), set(capabilities)
    if unknown := wanted - before - set(sentences):
        raise Unacceptable(errors={"capabilities": [_("There is no such right."), *sorted(unknown)]})
    given, taken = sorted(wanted - before), sorted(before - wanted)
    if not given and not taken:
        return post
    if MANAGE.code in taken:
        _check_not_locked_out(post, actor)
    post.capabilities = sorted(wanted)
    post.save(update_fields=["capabilities"])
    move("org")
    for word, codes in (("org.post.give", given), ("org.post.take", taken)):
        if codes:
            rights = [tell.word(sentences[code]) if code in sentences else code for code in codes]
            told = {"what": tell.names(post.names), "rights": rights}
            journal.record(word, document=f"post:{post.code}", actor=actor, at=at, told=told)
    return post


def _check_not_locked_out(post: Post, actor: Actor) -> None:
    own = set(getattr(actor, "posts", ())) - {post.code}
    others = Post.objects.filter(code__in=own)
    if actor.person_id is not None and not any(MANAGE.code in other.capabilities for other in others):
        raise WouldLockOut
