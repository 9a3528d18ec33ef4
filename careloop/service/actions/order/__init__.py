"""The verbs of an order: one unit's job on a case."""

from careloop.service.actions.order.dispatching import (
    AssessFirst,
    NotTheRightTechnician,
    WorksOnItAlready,
    dispatch,
    join,
    reassign,
)
from careloop.service.actions.order.helping import (
    HelpIsAskedAlready,
    NobodyAskedForHelp,
    answer_help,
    ask_help,
)
from careloop.service.actions.order.opening import (
    cancel,
    cancel_all,
    move_to,
    open,
    set_kind,
)
from careloop.service.actions.order.voucher import (
    NotSigned,
    hash_of,
    return_voucher,
    sign,
    sign_off,
)
from careloop.service.actions.order.work import (
    accept,
    arrive,
    finish,
    go_on,
    refuse,
    set_out,
    wait,
)

__all__ = [
    "AssessFirst",
    "HelpIsAskedAlready",
    "NobodyAskedForHelp",
    "NotSigned",
    "NotTheRightTechnician",
    "WorksOnItAlready",
    "accept",
    "answer_help",
    "arrive",
    "ask_help",
    "cancel",
    "cancel_all",
    "dispatch",
    "finish",
    "go_on",
    "hash_of",
    "join",
    "move_to",
    "open",
    "reassign",
    "refuse",
    "return_voucher",
    "set_kind",
    "set_out",
    "sign",
    "sign_off",
    "wait",
]
