"""Phones, addresses and consents of a customer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careloop.customers import permissions
from careloop.customers.actions import customer as actions
from careloop.customers.forms import AddressForm, ConsentForm, PhoneForm
from careloop.customers.views.customers import load, page_of
from careloop.customers.views.form_page import form_page, typed
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_phone(request: Request, number: str) -> HttpResponse:
    customer = load(request, number)
    require(request.actor, permissions.CHANGE, None)
    form = PhoneForm(typed(request))
    return form_page(
        request,
        form,
        lambda: actions.add_phone(customer, actor=request.actor, at=request.now, **form.cleaned_data),
        title=_("A phone of %(name)s") % {"name": customer.name},
        button=_("Add"),
        back=page_of(customer),
        done=_("The number was added."),
    )


@login_required
@require_POST
def remove_phone(request: Request, number: str, id: int) -> HttpResponse:
    customer = load(request, number)
    phone = get_object_or_404(customer.phones.select_related("customer"), pk=id)
    actions.remove_phone(phone, actor=request.actor, at=request.now)
    messages.success(request, _("The number was removed."))
    return redirect(page_of(customer))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_address(request: Request, number: str) -> HttpResponse:
    customer = load(request, number)
    require(request.actor, permissions.CHANGE, None)
    form = AddressForm(typed(request))
    return form_page(
        request,
        form,
        lambda: actions.add_address(customer, actor=request.actor, at=request.now, **form.cleaned_data),
        title=_("An address of %(name)s") % {"name": customer.name},
        button=_("Add"),
        back=page_of(customer),
        done=_("The address was added."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_consent(request: Request, number: str) -> HttpResponse:
    customer = load(request, number)
    require(request.actor, permissions.CHANGE, None)
    form = ConsentForm(typed(request))
    return form_page(
        request,
        form,
        lambda: actions.consent(customer, actor=request.actor, at=request.now, **form.cleaned_data),
        title=_("What %(name)s agrees to") % {"name": customer.name},
        button=_("Write down"),
        back=page_of(customer),
        done=_("The consent was written down."),
    )


@login_required
@require_POST
def withdraw_consent(request: Request, number: str, id: int) -> HttpResponse:
    customer = load(request, number)
    consent = get_object_or_404(customer.consents.select_related("customer"), pk=id)
    actions.withdraw(consent, actor=request.actor, at=request.now)
    messages.success(request, _("The consent is withdrawn from now on."))
    return redirect(page_of(customer))
