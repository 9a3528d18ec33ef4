"""A customer asks to be forgotten: what tells who they are goes, what was done for them stays."""

from datetime import datetime

from django.db.models import F, Q

from careloop.customers import permissions
from careloop.customers.actions.record import check_kept, tell_customer
from careloop.customers.models import Address, Consent, Contract, Customer, Device, Merge, NamePart, Phone
from careloop.kit.journal import personal
from careloop.kit.lifecycle.reactions import react
from careloop.kit.lifecycle.verbs import Actor, action, require

WORD = "customers.customer.erase"


@action
def erase(customer: Customer, *, reason: str, actor: Actor, at: datetime) -> None:
    """Blanks the record and those merged into it, and destroys their keys in the journal. Numbers, devices
    and cases stay. What upper floors hold of the person goes by `careloop.wiring`, which also refuses while a
    case is open. Cannot be taken back; raises Erased and MergedAway besides.
    """
    require(actor, permissions.ERASE, None)
    check_kept(customer)
    records = Customer.objects.filter(Q(pk=customer.pk) | Q(merged_into=customer))
    ids = sorted(records.values_list("pk", flat=True))
    react(WORD, customer, actor, at)
    for model in (Phone, Address, NamePart):
        model._default_manager.filter(customer__in=ids).delete()
    Device.objects.filter(customer__in=ids).update(note="")
    Contract.objects.filter(customer__in=ids).update(note="")
    Consent.objects.filter(customer__in=ids).update(how="")
    Merge.objects.filter(kept__in=ids).update(reason="")
    # The number is what lists and papers can still call them by.
    records.update(name=F("number"), contact_name="", email="", note="", special=False, erased_at=at)
    customer.refresh_from_db()
    tell_customer("erase", customer, actor, at, {"why": reason})
    for pk in ids:
        personal.erase(f"customer:{pk}", at)
