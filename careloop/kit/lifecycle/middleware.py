from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careloop.kit.lifecycle.refusals import Refusal


class RefusalMiddleware:
    """A refusal that a page did not answer itself becomes a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal) or request.path.startswith("/api/"):
            return None
        messages.error(request, str(exception))
        return render(request, "careloop/refused.html", {"refusal": exception}, status=exception.status)
