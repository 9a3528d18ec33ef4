"""The API as a whole: each address answers errors as problems, and the description says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from careloop.kit.lifecycle import problems
from careloop.kit.lifecycle.idempotency import KEY_LENGTH

View = Callable[..., HttpResponse]

KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": r"^[!-~]+$"},
    "description": "The same key twice gives the same answer and one effect; it is kept for 7 days.",
}


class API(NinjaAPI):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        problems.register(self)

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """Ninja's own, where a wrong method and an unknown address answer with a problem as well."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            assert pattern.callback is not None
            pattern.callback = self._told(pattern.callback)
        return [*patterns, re_path(r"", self._told(_nowhere))], app, namespace

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _tell_errors(operation["responses"])
                if method == "post":
                    operation["parameters"] = [*operation["parameters"], KEY]
        return schema

    def _told(self, view: View) -> View:
        @csrf_exempt
        @wraps(view, assigned=("__module__", "__doc__"), updated=())
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                # No number holds one, and PostgreSQL will not even look for it.
                response = _nowhere(request) if "\0" in request.path else view(request, *args, **kwargs)
            except Http404:
                return problems.answer(self, request, problems.not_found())
            if not isinstance(response, HttpResponseNotAllowed):
                return response
            allowed = ", ".join(sorted(response["Allow"].split(", ")))
            answer = problems.answer(self, request, problems.wrong_method(allowed))
            answer["Allow"] = allowed
            return answer

        return told


def _nowhere(request: HttpRequest) -> HttpResponse:
    raise Http404


def _tell_errors(responses: dict[int, dict[str, Any]]) -> None:
    for status, response in responses.items():
        if int(status) >= 400:
            (described,) = response["content"].values()
            response["content"] = {problems.CONTENT_TYPE: described}
