"""The papers of service: the voucher that the customer signs, and the call register of the day."""

from careloop.kit.papers import register
from careloop.service.papers.call_register import REGISTER
from careloop.service.papers.voucher import VOUCHER

register(VOUCHER)
register(REGISTER)

__all__ = ["REGISTER", "VOUCHER"]
