"""Each step an operation of its own: `POST /api/v1/service/orders/{number}/dispatch`."""

from datetime import datetime
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Router
from ninja.responses import Status

from careloop.kit.lifecycle.allow import AHEAD, CATCH_UP
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.kit.lifecycle.resolve import action_of, form_of
from careloop.kit.lifecycle.schema import StepBody, body_of, form_data, person_named, untranslated
from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.kit.lifecycle.views import load
from careloop.kit.request import Request


def add_steps(router: Router, life: Lifecycle) -> None:
    for step in life.by_hand():
        router.add_api_operation(
            f"/{life.noun}s/{{number}}/{step.name}",
            ["POST"],
            _operation(life, step),
            response={200: _out(life)[0], **PROBLEMS},
            summary=untranslated(life.label, step.label),
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

    def operation(request: Request, number: str, body: Any) -> Any:
        def act() -> dict[str, Any]:
            row = load(life, number, request.actor)
            take_from(life, step, row, body, request)
            return represent(_as_it_stands(life, row), request.actor, request.now)

        return Status(*once(request, 200, act))

    operation.__name__ = f"{life.noun}_{step.name}"
    operation.__annotations__["body"] = body_class
    if not any(field.is_required() for field in body_class.model_fields.values()):
        operation.__defaults__ = (body_class(),)  # a step that asks nothing needs no body
    return operation


def _as_it_stands(life: Lifecycle, row: Any) -> Any:
    """The row after the step. Who refused an order, or passed a case on, need not see it any more, and is
    still told what came of it."""
    rows = life.model.objects.all()
    return (rows.for_page() if hasattr(rows, "for_page") else rows).get(pk=row.pk)


def take_from(life: Lifecycle, step: Step, row: Any, body: StepBody, request: Request) -> None:
    actor, at = catching_up(body, row.unit_id, request)
    form_class = form_of(life, step)
    form = form_class(form_data(form_class, body), {}, row=row, actor=actor, now=at)
    action_of(life, step)(row, actor=actor, at=at, **cleaned(form))


def cleaned(form: Any) -> dict[str, Any]:
    """The form's parameters. Raises Unacceptable with the errors of its fields."""
    if not form.is_valid():
        raise Unacceptable(errors={name: list(errors) for name, errors in form.errors.items()})
    return form.parameters()


def catching_up(body: StepBody, unit_id: int | None, request: Request) -> tuple[Any, datetime]:
    """The actor and the moment that the entry is for. Whether `at` may lie in the past, the action judges."""
    if body.at and body.at > request.now + AHEAD:
        raise Unacceptable(errors={"at": [_("This moment lies in the future.")]})
    performed_by = None
    if body.performed_by:
        if not request.actor.may(CATCH_UP.code, unit_id):
            raise NotAllowed(_("You need the right to %(what)s."), what=CATCH_UP.sentence)
        performed_by = person_named(body.performed_by, "performed_by")
    actor = request.actor.entering(performed_by_id=performed_by, reason=body.entry_reason)
    return actor, body.at or request.now
