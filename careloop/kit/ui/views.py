"""The gallery of every part in every state, example pages made of them, and the pages of refusal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from careloop.kit.ui import samples
from careloop.kit.ui.sample_form import SampleForm, failed_form

EXAMPLES = ("home", "case", "phone", "form")


def gallery(request: HttpRequest) -> HttpResponse:
    context = {"sample": samples.SAMPLE, "form": SampleForm(), "failed": failed_form(), "now": samples.NOW}
    return render(request, "careloop/gallery/gallery.html", context)


def example(request: HttpRequest, name: str) -> HttpResponse:
    if name not in EXAMPLES:
        raise Http404(name)
    context = {"sample": samples.SAMPLE, "form": SampleForm(), "now": samples.NOW}
    return render(request, f"careloop/gallery/{name}.html", context)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Without context processors: whatever broke may be one of them."""
    return defaults.server_error(request)
