"""Home: what I must do today, by deadline."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from careloop.kit import resolvers
from careloop.kit.request import Request
from careloop.kit.ui.moments import moment
from careloop.portal.queries import Desk, age_bars, home_of, on_time_curve
from careloop.portal.queries.day import day_word
from careloop.portal.views import shell

SHOWN = 30


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    actor: Any = request.actor  # with the posts that the person holds
    now = request.now
    if set(actor.posts) == {"technician"}:
        return redirect("service:today")
    home = home_of(actor.posts)
    desk = Desk(actor, now, home.kinds)
    works = desk.by_deadline()
    sees_figures = actor.may("service.reports")
    ages = age_bars(actor, now) if sees_figures else []
    context = {
        "now_words": moment(now, now, words=False),
        "post": resolvers.post_name(actor.post) if actor.post else "",
        "day_word": day_word(actor.unit_id, now),
        "figures": [figure(desk) for figure in home.figures],
        "works": works[:SHOWN],
        "more": max(0, len(works) - SHOWN),
        "has_work": bool(home.work),
        "curve": on_time_curve(actor, now) if sees_figures else None,
        "ages": ages,
        "ages_most": max((bar.count for bar in ages), default=0) or 1,
        "settings": shell.settings_links(actor) if home.settings else [],
    }
    return render(request, "portal/home.html", context)
