"""A device's page: what it is, whose, what is covered; and the forms that change it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.catalog.queries import find_models
from careloop.customers import permissions, queries
from careloop.customers.actions import device as actions
from careloop.customers.forms import MoveForm, OwnDeviceForm, RetireForm
from careloop.customers.models import Device
from careloop.customers.queries.related import sections, ways
from careloop.customers.views.cover import owned
from careloop.customers.views.customers import STORY, load, page_of
from careloop.customers.views.form_page import form_page, typed
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.allow import require
from careloop.kit.request import Request
from careloop.org.queries.people import local_day


def load_device(request: Request, number: str) -> Device:
    rows = Device.objects.visible_to(request.actor)
    joined = rows.select_related("model__family", "model__brand", "customer", "address__zone")
    return get_object_or_404(joined, number=number)


def device_page_of(device: Device) -> str:
    return reverse("customers:device", args=[device.number])


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    device, actor = load_device(request, number), request.actor
    contracts = device.customer.contracts.select_related("unit").prefetch_related("devices")
    on = local_day(device.customer.taken_by_id, request.now)
    context = {
        "device": device,
        "owned": owned(device, on, contracts),
        "sections": sections(None, device, actor),
        "ways": [] if device.retired_on else ways(device.customer, device, actor),
        "entries": timeline(number, STORY, show_personal=actor.may(permissions.SEE_PHONES.code)),
        "may_change": actor.may(permissions.CHANGE.code),
    }
    return render(request, "customers/device.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    customer, actor = load(request, number), request.actor
    require(actor, permissions.CHANGE, actor.unit_id)
    form = OwnDeviceForm(typed(request), customer=customer)

    def add() -> Device:
        unit = queries.unit_of(actor)
        return actions.add(customer, unit=unit, actor=actor, at=request.now, **form.parameters())

    return form_page(
        request,
        form,
        add,
        title=_("A device of %(name)s") % {"name": customer.name},
        button=_("Register"),
        back=page_of(customer),
        done=_("The device was registered."),
        to=device_page_of,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, number: str) -> HttpResponse:
    device = load_device(request, number)
    require(request.actor, permissions.CHANGE, None)
    held: dict[str, Any] = {
        name: getattr(device, name) for name in ("serial", "bought_on", "installed_on", "note")
    }
    held |= {"model": device.model.code if device.model else device.model_text, "address": device.address_id}
    form = OwnDeviceForm(typed(request), initial=held, customer=device.customer)
    return form_page(
        request,
        form,
        lambda: actions.change(device, actor=request.actor, at=request.now, **form.parameters()),
        title=_("Change %(device)s") % {"device": device},
        button=_("Save"),
        back=device_page_of(device),
        done=_("Saved."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, number: str) -> HttpResponse:
    device = load_device(request, number)
    require(request.actor, permissions.CHANGE, None)
    form = MoveForm(typed(request), actor=request.actor)
    return form_page(
        request,
        form,
        lambda: actions.move_to(device, actor=request.actor, at=request.now, **form.cleaned_data),
        title=_("%(device)s has a new owner") % {"device": device},
        button=_("Move"),
        back=device_page_of(device),
        done=_("The device belongs to the new owner; its story went along."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Request, number: str) -> HttpResponse:
    device = load_device(request, number)
    require(request.actor, permissions.CHANGE, None)
    today = local_day(device.customer.taken_by_id, request.now)
    form = RetireForm(typed(request), initial={"on": today})
    return form_page(
        request,
        form,
        lambda: actions.retire(device, actor=request.actor, at=request.now, **form.cleaned_data),
        title=_("%(device)s is no longer in use") % {"device": device},
        button=_("Retire"),
        back=device_page_of(device),
        done=_("The device is retired; its story stays."),
    )


@login_required
@require_safe
def models(request: Request) -> HttpResponse:
    """Models of the catalogue that fit what is typed, as the options of a field."""
    text = request.GET.get("model", "").replace("\0", "").strip()[:80]
    return render(request, "customers/models.html", {"models": find_models(text, 12) if text else []})
