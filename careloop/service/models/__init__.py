from careloop.service.models.call import Call
from careloop.service.models.case import Case, CaseQuerySet
from careloop.service.models.contact import ContactTry
from careloop.service.models.help import HelpRequest
from careloop.service.models.history import History, HistorySource
from careloop.service.models.order import Assignment, Order
from careloop.service.models.voucher import Voucher, VoucherSignature

__all__ = [
    "Assignment",
    "Call",
    "Case",
    "CaseQuerySet",
    "ContactTry",
    "HelpRequest",
    "History",
    "HistorySource",
    "Order",
    "Voucher",
    "VoucherSignature",
]
