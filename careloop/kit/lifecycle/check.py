from typing import Any

from django.core.checks import CheckMessage, Error

from careloop.kit.lifecycle.resolve import action_of, form_of
from careloop.kit.lifecycle.table import Lifecycle, Step, all_lives


def every_step_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Names any step without an action, a form, or a state that it speaks of."""
    return [found for life in all_lives() for step in life.steps for found in _faults(life, step)]


def _faults(life: Lifecycle, step: Step) -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    known = {state.name for state in life.states}
    for state in (*step.from_, *filter(None, [step.to])):
        if state not in known:
            faults.append(Error(f"{life.word(step)}: there is no state “{state}”.", id="careloop.E001"))
    for what, find in (("action", action_of), ("form", form_of)):
        if step.may is None:
            continue
        try:
            find(life, step)
        except (ImportError, AttributeError) as error:
            faults.append(Error(f"{life.word(step)} has no {what}: {error}", id="careloop.E002"))
    return faults
