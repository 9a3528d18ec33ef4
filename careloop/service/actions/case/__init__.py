"""The verbs of a case, from the call to the satisfied close."""

from careloop.service.actions.case.ending import (
    OpenTasks,
)
from careloop.service.actions.case.ends import (
    ClosedAlready,
    NotThatCase,
    consult,
    decline,
    mark_duplicate,
    solve_by_phone,
    withdraw,
)
from careloop.service.actions.case.opening import (
    assess,
    open,
)
from careloop.service.actions.case.outcome import (
    CannotBeHandledAgain,
    NotTriedEnough,
    close,
    close_unreachable,
    handle_again,
    inform,
    record_try,
    review,
)
from careloop.service.actions.case.ownership import (
    SameUnit,
    change_kind,
    pass_on,
    write,
)

__all__ = [
    "CannotBeHandledAgain",
    "ClosedAlready",
    "NotThatCase",
    "NotTriedEnough",
    "OpenTasks",
    "SameUnit",
    "assess",
    "change_kind",
    "close",
    "close_unreachable",
    "consult",
    "decline",
    "handle_again",
    "inform",
    "mark_duplicate",
    "open",
    "pass_on",
    "record_try",
    "review",
    "solve_by_phone",
    "withdraw",
    "write",
]
