"""Action and form of a step, found by their names: `service.order.dispatch` is `service/actions/order.py: dispatch`."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from careloop.kit.lifecycle.table import Lifecycle, Step


@cache
def action_of(life: Lifecycle, step: Step) -> Callable[..., Any]:
    module = import_module(f"careloop.{life.domain}.actions.{life.noun}")
    return getattr(module, step.name)


@cache
def form_of(life: Lifecycle, step: Step) -> Any:
    from careloop.kit.lifecycle.forms import StepForm

    if not step.form:
        return StepForm
    return getattr(import_module(f"careloop.{life.domain}.forms"), step.form)
