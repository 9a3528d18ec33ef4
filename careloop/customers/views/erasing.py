"""A customer is forgotten: what goes and what stays is said before, and the number is typed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careloop.customers import permissions
from careloop.customers.actions import customer as actions
from careloop.customers.forms import EraseForm
from careloop.customers.views.customers import load, page_of
from careloop.customers.views.form_page import form_page, typed
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, number: str) -> HttpResponse:
    require(request.actor, permissions.ERASE, None)
    customer = load(request, number)
    form = EraseForm(typed(request), gone=customer)
    return form_page(
        request,
        form,
        lambda: actions.erase(
            customer, reason=form.cleaned_data["reason"], actor=request.actor, at=request.now
        ),
        title=_("Erase %(name)s") % {"name": customer.name},
        button=_("Erase for good"),
        back=page_of(customer),
        done=_("%(number)s was erased.") % {"number": customer.number},
        template="customers/erase.html",
    )
