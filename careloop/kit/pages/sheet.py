"""A form on a sheet: a dialog over the page that asked for it through htmx, else a page of its own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.lifecycle.views import show
from careloop.kit.request import Request


def sheet(
    request: Request,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    title: Any,
    button: Any,
    back: Any,
    done: Any = "",
    lead: Any = "",
) -> HttpResponse:
    """Shows the form; once it is right, calls the action once and goes back. What the action refuses stands
    at its field, and nothing of what was typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act()
            except Refusal as refusal:
                status = refusal.status
                show(refusal, form)
            except ValidationError as error:
                _at_fields(error, form)
            else:
                messages.success(request, str(done) or _("Kept: %(what)s") % {"what": title})
                return HttpResponseClientRedirect(str(back)) if request.htmx else HttpResponseRedirect(back)
    context = {"form": form, "title": title, "button": button, "back": back, "lead": lead}
    template = "pages/form.html#form" if request.htmx else "pages/form.html"
    return render(request, template, context, status=status)


def _at_fields(error: ValidationError, form: forms.Form) -> None:
    """What a row refused of itself, at the field of that name or above them all."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)
