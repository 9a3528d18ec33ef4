"""Each step an operation of its own: `POST /api/v1/service/orders/{number}/dispatch`."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from careloop.kit import resolvers
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.problems import PROBLEMS, Problem
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.lifecycle.resolve import action_of, form_of
from careloop.kit.lifecycle.schema import StepBody, body_of
from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.kit.lifecycle.views import load


def add_steps(router: Router, life: Lifecycle) -> None:
    for step in life.by_hand():
        router.add_api_operation(
            f"/{life.noun}s/{{number}}/{step.name}",
            ["POST"],
            _operation(life, step),
            response={200: _out(life)[0], **PROBLEMS},
            summary=f"{life.label}: {step.label}",
            operation_id=f"{life.domain}_{life.noun}_{step.name}",
            tags=[f"{life.domain} · {life.noun}"],
        )


def _out(life: Lifecycle) -> tuple[Any, Any]:
    """The schema of a row and the function that fills it, from the domain's `api.py`."""
    api = import_module(f"careloop.{life.domain}.api")
    return getattr(api, f"{life.noun.capitalize()}Out"), getattr(api, f"{life.noun}_out")


def _operation(life: Lifecycle, step: Step) -> Any:
    name = f"{life.noun.capitalize()}{''.join(part.capitalize() for part in step.name.split('_'))}Body"
    body_class = body_of(name, form_of(life, step))
    represent = _out(life)[1]

    def operation(request: HttpRequest, number: str, body: Any) -> Any:
        row = load(life, number, request.actor)

        def act() -> dict[str, Any]:
            take_from(life, step, row, body, request)
            return represent(load(life, number, request.actor), request.actor, request.now)

        status, answer = once(request, 200, act)
        return Status(status, answer)

    operation.__name__ = f"{life.noun}_{step.name}"
    operation.__annotations__["body"] = body_class
    return operation


def take_from(life: Lifecycle, step: Step, row: Any, body: StepBody, request: HttpRequest) -> None:
    actor, at = catching_up(body, row, request)
    given = body.model_dump(mode="json", exclude_none=True, exclude={"at", "performed_by", "entry_reason"})
    form = form_of(life, step)(given, {}, row=row, actor=actor, now=at)
    if not form.is_valid():
        raise Unacceptable(errors={name: list(errors) for name, errors in form.errors.items()})
    action_of(life, step)(row, actor=actor, at=at, **form.parameters())


def catching_up(body: StepBody, row: Any, request: HttpRequest) -> tuple[Any, Any]:
    """The actor and the moment that the entry is for."""
    performed_by = None
    if body.performed_by:
        performed_by = resolvers.person_by_username(body.performed_by)
        if performed_by is None:
            raise Unacceptable(errors={"performed_by": ["There is nobody of that name."]})
    actor = request.actor.entering(performed_by_id=performed_by, reason=body.entry_reason)
    return actor, body.at or request.now


__all__ = ["Problem", "add_steps", "catching_up", "take_from"]
