from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.customers import permissions, queries
from careloop.customers.actions import contract as actions
from careloop.customers.forms import ContractForm
from careloop.customers.models import Contract
from careloop.customers.queries.card import devices as with_models
from careloop.customers.views.customers import STORY, load, page_of
from careloop.customers.views.form_page import form_page, typed
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request
from careloop.org.queries.people import local_day


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    rows = Contract.objects.visible_to(request.actor).select_related("customer", "unit")
    contract = get_object_or_404(rows, number=number)
    on = local_day(contract.unit_id, request.now)
    own = with_models().in_use().filter(customer=contract.customer_id)  # type: ignore[attr-defined]
    context = {
        "contract": contract,
        "running": contract.from_on <= on < contract.until_on,
        "over": contract.until_on <= on,
        "devices": list(own if contract.all_devices else own.filter(contracts=contract)),
        "entries": timeline(number, STORY),
    }
    return render(request, "customers/contract.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    customer, actor = load(request, number), request.actor
    require(actor, permissions.MANAGE_CONTRACTS, actor.unit_id)
    form = ContractForm(
        typed(request),
        customer=customer,
        initial={"from_on": local_day(queries.unit_of(actor).pk, request.now)},
    )

    def add() -> Contract:
        unit = queries.unit_of(actor)
        return actions.add(customer, unit=unit, actor=actor, at=request.now, **form.parameters())

    return form_page(
        request,
        form,
        add,
        title=_("A contract with %(name)s") % {"name": customer.name},
        button=_("Make the contract"),
        back=page_of(customer),
        done=_("The contract was made."),
        to=lambda contract: reverse("customers:contract", args=[contract.number]),
    )
