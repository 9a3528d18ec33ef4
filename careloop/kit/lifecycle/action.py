from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("inside an action", default=False)


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """One verb, one transaction.

    An action called by an action joins it without a savepoint: both stand or fall together. The outermost
    one is a transaction of its own or, in a job that takes many, a savepoint, so that a refusal undoes
    that one alone.
    """

    @wraps(verb)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        joins = _inside.get()
        token = _inside.set(True)
        try:
            with transaction.atomic(savepoint=not joins):
                return verb(*args, **kwargs)
        finally:
            _inside.reset(token)

    return in_one_transaction
