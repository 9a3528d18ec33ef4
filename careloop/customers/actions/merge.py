from datetime import datetime
from typing import Any

from django.db.models import ForeignKey, ManyToOneRel, Q
from django.utils.translation import gettext_lazy as _

from careloop.customers import permissions
from careloop.customers.actions.record import not_kept, tell_customer
from careloop.customers.models import Address, Customer, Merge, NamePart, Phone
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, require


class TheSameRecord(Unacceptable):
    sentence = _("Choose two different records.")


@action
def merge(kept: Customer, *, gone: Customer, actor: Actor, at: datetime, reason: str = "") -> Merge:
    """Two records of one customer become one: all that belonged to `gone` belongs to `kept` from now on, and
    the number of `gone` leads there (clause E archive 2)."""
    require(actor, permissions.MERGE, None)
    if kept.pk == gone.pk:
        raise TheSameRecord(errors={"gone": [TheSameRecord.sentence]})
    _hold(kept, gone)
    _make_room(kept, gone)
    moved = {f"{field.model._meta.label}": _move(field, kept, gone) for field in _pointing_fields()}
    Customer.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=kept)
    _fill(kept, gone)
    gone.merged_into = kept
    done = Merge.objects.create(
        kept=kept, gone=gone, at=at, by_id=actor.person_id, reason=reason[:300],
        moved={label: ids for label, ids in moved.items() if ids},
    )  # fmt: skip
    tell_customer("merge", kept, actor, at, {"gone": gone.number, "why": reason})
    tell_customer("be_merged", gone, actor, at, {"kept": kept.number, "why": reason})
    return done


def _hold(*customers: Customer) -> None:
    """Both records until the end of the transaction, always in the same order: two merges the wrong way
    round wait for each other instead of making a circle."""
    ids = sorted(customer.pk for customer in customers)
    held = Customer.objects.select_for_update().kept().filter(pk__in=ids).order_by("pk")
    standing = set(held.values_list("pk", flat=True))
    for customer in customers:
        if customer.pk not in standing:
            raise not_kept(customer)
        customer.refresh_from_db()


def _make_room(kept: Customer, gone: Customer) -> None:
    """What would stand twice on the kept record."""
    here = set(Phone.objects.filter(customer=kept).values_list("digits", "extension"))
    twice = [p.pk for p in Phone.objects.filter(customer=gone) if (p.digits, p.extension) in here]
    Phone.objects.filter(pk__in=twice).delete()
    for model in (Phone, Address):
        if model._default_manager.filter(customer=kept, primary=True).exists():
            model._default_manager.filter(customer=gone, primary=True).update(primary=False)
    known = NamePart.objects.filter(customer=kept).values_list("text", flat=True)
    NamePart.objects.filter(customer=gone, text__in=list(known)).delete()


def _pointing_fields() -> list[ForeignKey[Any, Any]]:
    """Every foreign key to a customer, of upper floors too (cases, calls): found in the register of models,
    so that none is forgotten when a floor is added, and this one need not know them."""
    return [
        relation.field
        for relation in Customer._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and relation.related_model not in (Merge, Customer)
    ]


def _move(field: ForeignKey[Any, Any], kept: Customer, gone: Customer) -> list[Any]:
    rows = field.model._base_manager.filter(**{field.name: gone})
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    field.model._base_manager.filter(pk__in=ids).update(**{field.name: kept})
    return ids


def _fill(kept: Customer, gone: Customer) -> None:
    """Facts that the kept record lacks; where both have one, the kept one's stays."""
    kept.special = kept.special or gone.special
    kept.email = kept.email or gone.email
    kept.contact_name = kept.contact_name or gone.contact_name
    kept.save(update_fields=["special", "email", "contact_name"])
