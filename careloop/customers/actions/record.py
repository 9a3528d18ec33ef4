"""What all changes of a customer's record have in common: none is written to one that was merged away or
erased."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from careloop.customers.actions.valid import valid
from careloop.customers.models import Customer, NamePart
from careloop.customers.rules import name_parts
from careloop.kit import journal
from careloop.kit.lifecycle.verbs import Actor, WrongMoment

# Facts about a person: they stand encrypted beside the journal, and go when the person is erased.
PERSONAL = frozenset({"name", "contact_name", "email", "note", "typed", "text"})


class MergedAway(WrongMoment):
    sentence = _("%(gone)s was merged into %(kept)s; change it there.")


class Erased(WrongMoment):
    sentence = _("%(number)s was erased: nothing can be written to it any more.")


def update(customer: Customer, columns: Mapping[str, Any]) -> None:
    """Writes to the record, if it still stands for itself."""
    if not Customer.objects.kept().filter(pk=customer.pk).update(**columns):
        raise not_kept(customer)


def check_kept(customer: Customer) -> None:
    """Holds the record until the end of the transaction, so that it is not merged away meanwhile."""
    if not Customer.objects.kept().select_for_update().filter(pk=customer.pk).values_list("pk"):
        raise not_kept(customer)


def not_kept(customer: Customer) -> WrongMoment:
    kept = Customer.objects.filter(absorbed=customer.pk).first()
    if kept is None:
        return Erased(number=customer.number)
    return MergedAway(gone=customer.number, kept=kept.number)


def change_row(row: Model, facts: Mapping[str, Any], changeable: tuple[str, ...]) -> dict[str, Any]:
    """Sets and checks the facts; gives the old values of those that differ."""
    unknown = set(facts) - set(changeable)
    if unknown:
        raise TypeError(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    before = {name: getattr(row, name) for name, value in facts.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, facts[name])
    valid(row)
    return before


def index_name(customer: Customer) -> None:
    NamePart.objects.filter(customer=customer).delete()
    parts = name_parts(customer.name, customer.contact_name)
    NamePart.objects.bulk_create(NamePart(customer=customer, text=text) for text in parts)


def tell_customer(
    verb: str,
    customer: Customer,
    actor: Actor,
    at: datetime,
    told: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
) -> None:
    journal.record(
        f"customers.customer.{verb}",
        document=customer.number,
        actor=actor,
        at=at,
        told=told,
        personal=personal or {},
        subject=f"customer:{customer.pk}" if personal else "",
    )
