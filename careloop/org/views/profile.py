"""One's own account: language, posts, tokens for programs; sign-in is allauth's."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.lifecycle.views import show
from careloop.kit.request import Request
from careloop.org.actions import profile as profiles
from careloop.org.actions import token as tokens
from careloop.org.forms import TokenIssue
from careloop.org.models import ApiToken, Person
from careloop.org.queries.people import holdings_on, local_day

YEAR = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """A new token is shown once, in the answer to the form that asked for it; only its digest is kept."""
    actor, now, issued, status = request.actor, request.now, "", 200
    person = Person.objects.select_related("unit").get(pk=actor.person_id)
    form = TokenIssue(request.POST or None, now=now)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                issued, status = tokens.issue(person, **form.cleaned_data, actor=actor, at=now), 200
                form = TokenIssue(now=now)
            except Refusal as refusal:
                status = refusal.status
                show(refusal, form)
    today = local_day(person.unit_id, now)
    held = holdings_on(today).filter(person=person).select_related("post", "unit", "deputy_for")
    context = {
        "person": person,
        "held": list(held.order_by("post__order", "id")),
        "tokens": list(ApiToken.objects.filter(person=person)),
        "form": form,
        "issued": issued,
    }
    response = render(request, "org/profile.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke(request: Request, id: int) -> HttpResponse:
    assert request.actor.person_id is not None
    own = ApiToken.objects.filter(person_id=request.actor.person_id).select_related("person")
    tokens.revoke(get_object_or_404(own, pk=id), actor=request.actor, at=request.now)
    return redirect("org:profile")


@require_POST
def language(request: Request) -> HttpResponse:
    """Kept with the person who is signed in, and in a cookie for the page on which one signs in."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "/")
    if wanted not in dict(settings.LANGUAGES):
        return response
    if request.actor is not None:
        profiles.speak(language=wanted, actor=request.actor)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response
