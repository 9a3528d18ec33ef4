from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careloop.kit.lifecycle.refusals import NotAllowed, Refusal


class RefusalMiddleware:
    """A refusal that a page did not answer itself becomes a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal) or request.path.startswith("/api/"):
            return None
        # The heading of the page says as much as the bare refusal: it is not said twice.
        bare = exception.sentence is NotAllowed.sentence
        if not bare or getattr(request, "htmx", False):
            messages.error(request, str(exception))
        context = {"refusal": exception, "bare": bare}
        return render(request, "careloop/refused.html", context, status=exception.status)
