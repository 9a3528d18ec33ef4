"""Every error of the API has one shape (RFC 9457, application/problem+json), declared on every operation."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from careloop.kit.lifecycle.refusals import Refusal

logger = logging.getLogger("careloop.api")

CONTENT_TYPE = "application/problem+json"
PLACES = ("body", "query", "path", "header", "form", "file")


class Problem(Schema):
    """`code` is for programs, `detail` for people; `errors` names the fields that are wrong, and why."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: dict[str, list[str]] = {}


PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 405, 409, 413, 422), Problem)


def problem(status: int, code: str, detail: str, errors: dict[str, list[str]] | None = None) -> Problem:
    title = HTTPStatus(status).phrase
    return Problem(title=title, status=status, code=code, detail=detail, errors=errors or {})


def answer(api: NinjaAPI, request: HttpRequest, told: Problem) -> HttpResponse:
    response = api.create_response(request, told.model_dump(), status=told.status)
    response["Content-Type"] = CONTENT_TYPE
    if told.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def register(api: NinjaAPI) -> None:
    def on(kind: type[Exception], make: Any) -> None:
        api.exception_handler(kind)(lambda request, error: answer(api, request, make(error)))

    on(Refusal, _refused)
    on(ValidationError, _invalid)
    on(Http404, lambda error: not_found())
    on(AuthenticationError, lambda error: problem(401, "no_token", _("A valid bearer token is needed.")))
    on(RequestDataTooBig, lambda error: problem(413, "too_large", _("The body is too large.")))
    for kind in (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
        on(kind, lambda error: problem(400, "unreadable", _("The body cannot be read.")))
    on(HttpError, _http)
    on(Exception, _fault)


def not_found() -> Problem:
    return problem(404, "not_found", _("There is no such thing."))


def wrong_method(allowed: str) -> Problem:
    return problem(405, "wrong_method", _("This address takes %(methods)s.") % {"methods": allowed})


def _refused(refusal: Refusal) -> Problem:
    errors = {name: [str(error) for error in errors] for name, errors in refusal.errors.items()}
    return problem(refusal.status, refusal.code, str(refusal), errors)


def _invalid(error: ValidationError) -> Problem:
    errors: dict[str, list[str]] = {}
    for found in error.errors:
        first, *place = [str(part) for part in found["loc"]]
        # The operation's own names for its body and its query say nothing to the sender.
        place = place[1:] if first in PLACES and len(place) > 1 else place
        errors.setdefault(".".join(place) or "body", []).append(found["msg"].removeprefix("Value error, "))
    return problem(422, "invalid", _("What was sent does not fit."), errors)


def _http(error: HttpError) -> Problem:
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(400, "not_json", _("The body is not JSON."))
    return problem(error.status_code, "http", str(error))


def _fault(error: Exception) -> Problem:
    logger.exception("A fault of the program.", exc_info=error)
    return problem(500, "fault", _("This is a fault of the program; it was written down."))
