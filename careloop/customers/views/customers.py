"""A customer's page: who it is, what they have, what happened; and the forms that change the record."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.customers import permissions, queries
from careloop.customers.actions import customer as actions
from careloop.customers.forms import CustomerChangeForm, CustomerForm
from careloop.customers.models import Customer
from careloop.customers.queries.related import sections, ways
from careloop.customers.views.cover import owned
from careloop.customers.views.form_page import form_page, typed
from careloop.customers.views.likeness import reasons
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request
from careloop.org.queries.people import local_day

STORY = 40


def load(request: Request, number: str) -> Customer:
    """The customer of that number, if the actor may see customers; else there is none."""
    rows = Customer.objects.visible_to(request.actor).select_related("merged_into", "taken_by")
    return get_object_or_404(rows, number=number)


def page_of(customer: Customer) -> str:
    return reverse("customers:customer", args=[customer.number])


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    found = load(request, number)
    if found.merged_into is not None:
        said = _("%(gone)s was merged into this customer.")
        messages.info(request, said % {"gone": found.number})
        return redirect(page_of(found.merged_into))
    actor, customer = request.actor, queries.card(found.pk)
    on = local_day(customer.taken_by_id, request.now)
    stands = customer.erased_at is None
    may_change = stands and actor.may(permissions.CHANGE.code)
    context = {
        "customer": customer,
        "sees_phones": actor.may(permissions.SEE_PHONES.code),
        "devices": [owned(device, on, customer.contracts.all()) for device in customer.devices.all()],
        "contracts": [(each, each.from_on <= on < each.until_on) for each in customer.contracts.all()],
        "sections": sections(customer, None, actor),
        "ways": ways(customer, None, actor) if stands else [],
        "duplicates": _duplicates(customer, request) if may_change else [],
        "entries": timeline(number, STORY, show_personal=actor.may(permissions.SEE_PHONES.code)),
        "may_change": may_change,
        "may_erase": stands and actor.may(permissions.ERASE.code),
        "may_merge": stands and actor.may(permissions.MERGE.code),
        "may_contract": stands and actor.may(permissions.MANAGE_CONTRACTS.code),
    }
    return render(request, "customers/customer.html", context)


def _duplicates(customer: Customer, request: Request) -> list[tuple[Customer, list[str]]]:
    return [
        (other, reasons(likeness))
        for other, likeness in queries.duplicates(customer, request.actor, request.now, 3)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    actor, at = request.actor, request.now
    require(actor, permissions.CHANGE, actor.unit_id)
    form = CustomerForm(typed(request), initial={"language": request.LANGUAGE_CODE})
    known = _known(form, request.actor) if "sure" not in request.POST else []

    def take_in() -> Customer:
        unit = queries.unit_of(actor)
        return actions.take_in(unit=unit, actor=actor, at=at, **form.parameters())

    page: dict[str, Any] = {
        "title": _("New customer"),
        "button": _("Register"),
        "back": reverse("customers:customers"),
        "done": _("The customer was registered."),
        "to": page_of,
        "template": "customers/new.html",
        "wide": True,
    }
    if known:
        context = page | {"form": form, "known": known}
        return render(request, "customers/new.html", context, status=409)
    return form_page(request, form, take_in, **page)


def _known(form: CustomerForm, actor: Actor) -> list[Customer]:
    """Who has one of these numbers already: shown before a second record is made."""
    if not (form.is_bound and form.is_valid()):
        return []
    found = {row.pk: row for phone in form.parameters()["phones"] for row in queries.by_phone(phone, actor)}
    return list(found.values())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, number: str) -> HttpResponse:
    customer = load(request, number)
    require(request.actor, permissions.CHANGE, None)
    held = {name: getattr(customer, name) for name in actions.CHANGEABLE}
    form = CustomerChangeForm(typed(request), initial=held)
    return form_page(
        request,
        form,
        lambda: actions.change(customer, actor=request.actor, at=request.now, **form.parameters()),
        title=_("Change %(name)s") % {"name": customer.name},
        button=_("Save"),
        back=page_of(customer),
        done=_("Saved."),
        wide=True,
    )
