"""An order's page, its voucher, and the voucher on paper."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from careloop.kit import papers
from careloop.kit.lifecycle.views import load
from careloop.service.lifecycles import CASE
from careloop.service.models import Order, Voucher
from careloop.service.views.case_page import VOUCHER
from careloop.service.views.cases import before_id, target
from careloop.service.views.order_page import OrderPage

FRAGMENTS = {"earlier": "service/parts/events.html"}


@login_required
@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    seen = get_object_or_404(Order.objects.visible_to(request.actor).only("case_id"), number=number)
    case = load(CASE, seen.case.number, request.actor)
    shown = OrderPage(case, number, request.actor, request.now, before_id(request))
    template = FRAGMENTS.get(target(request), "service/order.html")
    response = render(request, template, {"page": shown, "case": case, "order": shown.order})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@login_required
@require_safe
def voucher(request: HttpRequest, number: str) -> HttpResponse:
    """A voucher is part of its order's page."""
    found = get_object_or_404(_vouchers(request), number=number)
    return redirect(f"{reverse('service:order', args=[found.order.number])}#voucher")


@login_required
@require_safe
def voucher_paper(request: HttpRequest, number: str) -> HttpResponse:
    found = get_object_or_404(_vouchers(request), number=number)
    if not any(paper.name == VOUCHER for paper in papers.registered()):
        raise Http404
    printed = papers.render(
        VOUCHER,
        found.order,
        language=get_language() or "en",
        printed_at=request.now,
        printed_by=request.actor.name,
    )
    headers = {"Content-Disposition": f'inline; filename="{number}.pdf"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)


def _vouchers(request: HttpRequest):  # type: ignore[no-untyped-def]
    return Voucher.objects.visible_to(request.actor).select_related("order__case")
