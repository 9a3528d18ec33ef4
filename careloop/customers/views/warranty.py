"""Warranty terms, on the page of the family or model for which they are set."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careloop.catalog.models import Family, ProductModel
from careloop.customers import permissions
from careloop.customers.actions import warranty as actions
from careloop.customers.forms import WarrantyForm
from careloop.kit.lifecycle.allow import require_everywhere
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request

OF: dict[str, Any] = {"family": Family, "model": ProductModel}
MANAGE = permissions.MANAGE_CONTRACTS


def told(row: Family | ProductModel, request: Request) -> dict[str, Any]:
    """What the part `customers/terms.html` says of a family or model; the youngest terms first."""
    noun = row._meta.model_name.removeprefix("product")  # type: ignore[union-attr]
    may_set = request.actor.units(MANAGE.code) is None
    return {
        "terms": list(row.warranty.order_by("-from_on", "-id")),
        "inherits": noun == "model" or row.parent_id is not None,  # type: ignore[union-attr]
        "add_url": reverse("customers:terms-add", args=[noun, row.pk]) if may_set else "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, noun: str, id: int) -> HttpResponse:
    if noun not in OF:
        raise Http404
    row = get_object_or_404(OF[noun], pk=id)
    require_everywhere(request.actor, MANAGE)
    form = WarrantyForm(request.POST or None, initial={"from_on": localdate(request.now)})

    def act() -> None:
        actions.add(**{noun: row}, **form.cleaned_data, actor=request.actor, at=request.now)

    return sheet(
        request, form, act,
        title=_("Warranty terms"), button=_("Set the terms"), lead=str(row),
        back=reverse(f"catalog:{noun}", args=[row.pk]),
    )  # fmt: skip
