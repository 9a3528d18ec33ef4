"""The page of a form: what was typed is cleaned, one action is called, and a refusal stands at its field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.lifecycle.views import show
from careloop.kit.request import Request

Act = Callable[[], Any]


def form_page(
    request: Request,
    form: forms.Form,
    act: Act,
    *,
    title: Any,
    button: Any,
    back: str,
    done: Any,
    to: Callable[[Any], str] | None = None,
    template: str = "customers/form.html",
    **context: Any,
) -> HttpResponse:
    """`act` is the one call into an action; `to` says from what it returned where to go, else to `back`."""
    status = 200
    if form.is_bound and form.is_valid():
        try:
            made = act()
            messages.success(request, done)
            return HttpResponseRedirect(to(made) if to else back)
        except Refusal as refusal:
            status = refusal.status
            show(refusal, form)
    elif form.is_bound:
        status = 422
    context |= {"form": form, "title": title, "button": button, "back": back}
    return render(request, template, context, status=status)


def typed(request: Request) -> Any:
    """The data for a form: what was sent, or nothing while the page is only asked for."""
    return request.POST if request.method == "POST" else None
