"""A case's page, and how a case goes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from careloop.kit.lifecycle.drawing import svg
from careloop.kit.lifecycle.views import load
from careloop.kit.pages import Tab, shown_tabs
from careloop.kit.request import Request
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.views.case_page import CasePage

TABS = (
    Tab("orders", _("Orders"), "service/parts/orders.html", lambda page: len(page.orders)),
    Tab("tasks", _("Tasks"), "service/parts/tasks.html", lambda page: len(page.tasks)),
    Tab("photos", _("Photos"), "service/parts/photos.html", lambda page: len(page.photos)),
    Tab("papers", _("Papers"), "service/parts/papers.html", lambda page: len(page.orders)),
)
# What htmx may ask for, by the id of what it replaces.
FRAGMENTS = {"case-tabs": "service/case.html#tabs", "earlier": "service/parts/events.html"}


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    case = load(CASE, number, request.actor)
    shown = CasePage(case, request.actor, request.now, before_id(request))
    tabs = shown_tabs(TABS, shown, request.actor, request.GET.get("tab", ""))
    template = FRAGMENTS.get(target(request), "service/case.html")
    response = render(request, template, {"page": shown, "case": case, "tabs": tabs})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@login_required
@require_safe
def life(request: Request, number: str) -> HttpResponse:
    """How a case goes, drawn from the table of its life, with where this one stands."""
    case = load(CASE, number, request.actor)
    order = CasePage(case, request.actor, request.now).order
    drawn = [(CASE, svg(CASE, case.state)), (ORDER, svg(ORDER, order.state if order else ""))]
    return render(request, "service/life.html", {"case": case, "drawn": drawn})


def before_id(request: Request) -> int | None:
    asked = request.GET.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def target(request: Request) -> str:
    """The id of what htmx will replace; nothing for a whole page (htmx 4 sends `tag#id`)."""
    if request.headers.get("HX-Request") != "true":
        return ""
    return request.headers.get("HX-Target", "").rpartition("#")[2]
