"""An order's page; a voucher is a part of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careloop.kit.lifecycle.views import load
from careloop.kit.request import Request
from careloop.service.lifecycles import ORDER
from careloop.service.models import Voucher
from careloop.service.views.cases import before_id, target
from careloop.service.views.order_page import OrderPage

FRAGMENTS = {"earlier": "service/parts/events.html"}


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    shown = OrderPage(load(ORDER, number, request.actor), request.actor, request.now, before_id(request))
    template = FRAGMENTS.get(target(request), "service/order.html")
    context = {"page": shown, "case": shown.case, "order": shown.order}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@login_required
@require_safe
def voucher(request: Request, number: str) -> HttpResponse:
    vouchers = Voucher.objects.visible_to(request.actor).select_related("order")
    found = get_object_or_404(vouchers, number=number)
    return redirect(f"{reverse('service:order', args=[found.order.number])}#voucher")
