"""The voucher as a PDF, and the call register of a day as a page and as a PDF."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from careloop.kit import papers
from careloop.kit.request import Request
from careloop.service import permissions
from careloop.service.forms.reports import RegisterForm
from careloop.service.models import Voucher
from careloop.service.papers import REGISTER, VOUCHER
from careloop.service.queries.register import Register, register_of

DAY = timedelta(days=1)


@login_required
@require_safe
def voucher(request: Request, number: str) -> HttpResponse:
    """In the customer's language unless another is asked for; all copies unless one is."""
    found = get_object_or_404(
        Voucher.objects.visible_to(request.actor).select_related(
            "order__unit",
            "order__voucher",
            "order__cause__parent",
            "order__remedy__parent",
            "order__case__symptom__parent",
            "order__case__customer",
            "order__case__family",
            "order__case__device__model",
        ),
        number=number,
    )
    customer = found.order.case.customer
    language = customer.language if customer else request.LANGUAGE_CODE
    shows_phones = request.actor.may("customers.see_phones")
    return printed(request, VOUCHER, (found.order, shows_phones), language, number)


@login_required
@require_safe
def register(request: Request) -> HttpResponse:
    form, day = asked_for(request)
    context = {
        "form": form,
        "day": day,
        "shows_phones": request.actor.may("customers.see_phones", day.unit.pk),
        "languages": settings.LANGUAGES,
        "pdf": f"{reverse('service:register-pdf')}?{_query(day.unit.pk, day.on)}",
        "before": f"?{_query(day.unit.pk, day.on - DAY)}",
        "after": f"?{_query(day.unit.pk, day.on + DAY)}",
        "channels": " · ".join(f"{channel} {calls}" for channel, calls in day.channels),
        "takes_calls": request.actor.may(permissions.TAKE_CALLS.code, day.unit.pk),
    }
    return render(request, "service/register.html", context)


@login_required
@require_safe
def register_pdf(request: Request) -> HttpResponse:
    _form, day = asked_for(request)
    shows_phones = request.actor.may("customers.see_phones", day.unit.pk)
    name = f"{day.unit.code}-{day.on.isoformat()}"
    return printed(request, REGISTER, (day, shows_phones), request.LANGUAGE_CODE, name)


def asked_for(request: Request) -> tuple[RegisterForm, Register]:
    """The register of the unit and day in the address; one's own unit and today where none is named."""
    if not request.actor.may(permissions.REPORTS.code):
        raise Http404
    form = RegisterForm(request.GET, actor=request.actor, today=localdate(request.now))
    form.is_valid()
    unit = form.cleaned_data.get("unit")
    if unit is None:
        raise Http404
    return form, register_of(unit, form.on_day, request.now)


def _query(unit_id: int, on: date) -> str:
    return urlencode({"unit": unit_id, "on": on.isoformat()})


def printed(request: Request, paper: papers.Paper, row: Any, language: str, name: str) -> HttpResponse:
    language = request.GET.get("language") or language
    if language not in paper.languages:
        raise Http404
    try:
        pdf = papers.render(
            paper.name,
            row,
            language=language,
            copy=request.GET.get("copy") or None,
            printed_at=request.now,
            printed_by=request.actor.name,
        )
    except papers.UnknownCopy:
        raise Http404 from None
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


urlpatterns = [
    path("vouchers/<str:number>.pdf", voucher, name="voucher-pdf"),
    path("register", register, name="register"),
    path("register.pdf", register_pdf, name="register-pdf"),
]
