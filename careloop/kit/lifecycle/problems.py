"""Every error of the API has one shape (RFC 9457, application/problem+json) and is declared on every operation."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from careloop.kit.lifecycle.refusals import Refusal


class Problem(Schema):
    status: int
    code: str
    detail: str
    errors: dict[str, list[str]] = {}


PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 405, 409, 413, 422), Problem)


def answer(api: NinjaAPI, request: HttpRequest, problem: Problem) -> HttpResponse:
    response = api.create_response(request, problem.model_dump(), status=problem.status)
    response["Content-Type"] = "application/problem+json"
    return response


def register(api: NinjaAPI) -> None:
    def on(kind: type[Exception], make: Any) -> None:
        api.exception_handler(kind)(lambda request, error: answer(api, request, make(error)))

    on(Refusal, _refused)
    on(ValidationError, _invalid)
    on(Http404, lambda error: Problem(status=404, code="not_found", detail=_("There is no such thing.")))
    on(
        AuthenticationError,
        lambda error: Problem(status=401, code="no_token", detail=_("A valid bearer token is needed.")),
    )
    on(
        RequestDataTooBig,
        lambda error: Problem(status=413, code="too_large", detail=_("The body is too large.")),
    )
    on(HttpError, lambda error: Problem(status=error.status_code, code="http", detail=str(error)))


def _refused(refusal: Refusal) -> Problem:
    errors = {name: [str(error) for error in errors] for name, errors in refusal.errors.items()}
    return Problem(status=refusal.status, code=refusal.code, detail=str(refusal), errors=errors)


def _invalid(error: ValidationError) -> Problem:
    errors: dict[str, list[str]] = {}
    for found in error.errors:
        place = [str(part) for part in found["loc"] if part not in ("body", "query", "path", "header")]
        errors.setdefault(".".join(place) or "body", []).append(found["msg"])
    return Problem(status=422, code="invalid", detail=_("What was sent does not fit."), errors=errors)
