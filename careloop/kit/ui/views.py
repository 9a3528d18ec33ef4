"""The gallery: every part in every state, and example pages made of them. It shows no record of anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from careloop.kit.ui import samples

EXAMPLES = ("home", "case", "phone", "form")


def gallery(request: HttpRequest) -> HttpResponse:
    context = {"sample": samples.SAMPLE, "form": samples.SampleForm(), "failed": samples.failed_form()}
    return render(request, "careloop/gallery/gallery.html", context)


def example(request: HttpRequest, name: str) -> HttpResponse:
    if name not in EXAMPLES:
        raise Http404(name)
    context = {"sample": samples.SAMPLE, "form": samples.SampleForm(), "now": samples.NOW}
    return render(request, f"careloop/gallery/{name}.html", context)
