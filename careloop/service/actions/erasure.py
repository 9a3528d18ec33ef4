"""A customer is forgotten: what their cases, calls and vouchers hold of the person goes with them."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.customers.models import Customer
from careloop.kit.lifecycle.verbs import Actor, WrongMoment, action
from careloop.service.lifecycles import CASE
from careloop.service.models import Call, Case, VoucherSignature


class CaseIsOpen(WrongMoment):
    sentence = _("%(case)s is still open: nobody could reach the customer any more. End it first.")


@action
def forget_customer(customer: Customer, *, actor: Actor, at: datetime) -> None:
    """Raises CaseIsOpen. The image of a signature stays with the voucher, which proves what was done."""
    cases = Case.objects.filter(customer=customer)
    still = cases.filter(state__in=CASE.open_states).values_list("number", flat=True).first()
    if still:
        raise CaseIsOpen(case=still)
    cases.update(address="", preferred_time="")
    Call.objects.filter(Q(customer=customer) | Q(case__customer=customer)).update(phone="")
    VoucherSignature.objects.filter(voucher__order__case__customer=customer).update(signer="")
