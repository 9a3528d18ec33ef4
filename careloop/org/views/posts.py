"""Who may do what by which post: the table that the whole house asks, and a post's line of it to tick."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import require_everywhere
from careloop.kit.lifecycle.permission import Permission, all_permissions
from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.lifecycle.views import show
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.actions import post as actions
from careloop.org.forms import PostAdd, PostRename, PostRights
from careloop.org.models import Post
from careloop.org.views.rules import GROUPS

BOTH = ["GET", "HEAD", "POST"]
MANAGE = permissions.MANAGE_PEOPLE
WORDS = {
    "org": gettext_lazy("Organisation"),
    "rules": gettext_lazy("Rules"),
    "catch_up": gettext_lazy("Everywhere"),
    "journal": gettext_lazy("Journal"),
    **GROUPS,
}


@login_required
@require_safe
def table(request: Request) -> HttpResponse:
    _see(request.actor)
    columns = list(Post.objects.all())
    groups = [
        (
            label,
            [
                (each.sentence, each.code, [each.code in post.capabilities for post in columns])
                for each in found
            ],
        )
        for label, found in _grouped()
    ]
    return render(
        request, "org/posts.html", {"posts": columns, "groups": groups, "may_manage": _may(request.actor)}
    )


@login_required
@require_http_methods(BOTH)
def page(request: Request, code: str) -> HttpResponse:
    """The rights of one post, to tick; who may not change them reads them."""
    _see(request.actor)
    post, may, status = get_object_or_404(Post, code=code), _may(request.actor), 200
    form = PostRights(request.POST if request.method == "POST" else None)
    ticked = set(post.capabilities)
    if request.method == "POST":
        status, ticked = 422, set(request.POST.getlist("capabilities"))
        if form.is_valid():
            try:
                actions.allow(post, **form.cleaned_data, actor=request.actor, at=request.now)
                return HttpResponseRedirect(reverse("org:post", args=[code]))
            except Refusal as refusal:
                status = refusal.status
                show(refusal, form)
    context = {
        "post": post,
        "form": form,
        "groups": [(label, [(each, each.code in ticked) for each in found]) for label, found in _grouped()],
        "entries": timeline(f"post:{code}"),
        "may_manage": may,
    }
    return render(request, "org/post.html", context, status=status)


@login_required
@require_http_methods(BOTH)
def add(request: Request) -> HttpResponse:
    require_everywhere(request.actor, MANAGE)
    form = PostAdd(request.POST or None)

    def act() -> None:
        actions.add(**form.facts(), actor=request.actor, at=request.now)

    lead = _("It may do nothing until you tick what it may.")
    return sheet(
        request, form, act, title=_("Add a post"), button=_("Add"), lead=lead, back=reverse("org:posts")
    )


@login_required
@require_http_methods(BOTH)
def rename(request: Request, code: str) -> HttpResponse:
    require_everywhere(request.actor, MANAGE)
    post = get_object_or_404(Post, code=code)
    form = PostRename(request.POST or None, initial={"names": post.names})

    def act() -> None:
        actions.rename(post, names=form.names(), actor=request.actor, at=request.now)

    back = reverse("org:post", args=[code])
    return sheet(request, form, act, title=_("Rename the post"), button=_("Save"), lead=str(post), back=back)


def _grouped() -> list[tuple[Any, list[Permission]]]:
    grouped = groupby(all_permissions(), key=lambda each: each.code.split(".")[0])
    return [(WORDS.get(name) or name, list(found)) for name, found in grouped]


def _see(actor: Actor) -> None:
    if not actor.may(permissions.SEE_PEOPLE.code):
        raise Http404


def _may(actor: Actor) -> bool:
    return actor.units(MANAGE.code) is None
