"""What an order's page shows: the order in front, its case around it."""

from datetime import datetime
from functools import cached_property

from careloop.kit.clocks.models import Clock
from careloop.kit.files.models import File
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.offers import Offer
from careloop.service.lifecycles import ORDER
from careloop.service.models import Case, HelpRequest, Order, VoucherSignature
from careloop.service.queries import page as read
from careloop.service.views.case_page import CasePage
from careloop.service.views.steps import Leading, Steps, steps_of


class OrderPage(CasePage):
    def __init__(self, order: Order, actor: Actor, now: datetime, before_id: int | None = None) -> None:
        case = Case.objects.for_page().get(pk=order.case_id)
        super().__init__(case, actor, now, before_id)
        self.number = order.number

    @cached_property
    def order(self) -> Order:
        return next(order for order in self.orders if order.number == self.number)

    @cached_property
    def leads(self) -> Leading:
        return Leading(ORDER, self.order)

    @cached_property
    def order_steps(self) -> Steps:
        return steps_of(ORDER, self.order, self.actor, self.now)

    @property
    def main(self) -> Offer | None:
        return self.order_steps.main

    @property
    def waiting(self) -> str:
        return self.order_steps.waiting

    @cached_property
    def _clocks(self) -> list[Clock]:
        """The order's own, and the time to solve the case while this is its present order."""
        present = self.order.round == self.case.round
        wanted = {self.order.number, self.case.number} if present else {self.order.number}
        return [clock for clock in read.clocks_of(self.case) if clock.document in wanted]

    @cached_property
    def photos(self) -> list[File]:
        return read.photos_of([self.order.number])

    @cached_property
    def signatures(self) -> list[VoucherSignature]:
        return list(self.order.voucher.signatures.all())

    @property
    def help_requests(self) -> list[HelpRequest]:
        return list(self.order.help_requests.all())
