"""Two records of one customer become one: compared side by side, and only after a typed word."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.customers import permissions, queries
from careloop.customers.actions import customer as actions
from careloop.customers.forms import MergeForm
from careloop.customers.views.customers import load, page_of
from careloop.customers.views.form_page import form_page, typed
from careloop.customers.views.likeness import reasons
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request


@login_required
@require_safe
def choose(request: Request, number: str) -> HttpResponse:
    """With which record: those that are probably the same, or any by its number."""
    customer = load(request, number)
    require(request.actor, permissions.MERGE, None)
    wanted = request.GET.get("other", "").strip().upper()
    other = queries.customer_of(wanted, request.actor) if wanted else None
    if other is not None and other.pk != customer.pk:
        return redirect("customers:merge", customer.number, other.number)
    context = {
        "customer": customer,
        "wanted": wanted,
        "found": [
            (each, reasons(likeness))
            for each, likeness in queries.duplicates(customer, request.actor, request.now)
        ],
        "sees_phones": request.actor.may(permissions.SEE_PHONES.code),
    }
    return render(request, "customers/merge_choose.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, number: str, other: str) -> HttpResponse:
    require(request.actor, permissions.MERGE, None)
    kept, gone = load(request, number), load(request, other)
    form = MergeForm(typed(request), gone=gone)
    return form_page(
        request,
        form,
        lambda: actions.merge(
            kept, gone=gone, actor=request.actor, at=request.now, reason=form.cleaned_data["reason"]
        ),
        title=_("Make one of two records"),
        button=_("Merge for good"),
        back=page_of(kept),
        done=_("%(gone)s was merged into this customer.") % {"gone": gone.number},
        template="customers/merge.html",
        kept=queries.card(kept.pk),
        gone=queries.card(gone.pk),
        sees_phones=request.actor.may(permissions.SEE_PHONES.code),
    )
