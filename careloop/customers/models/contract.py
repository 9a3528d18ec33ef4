from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloop.customers.models.seen import CAPABILITY, own_customers, sees_all

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, actor: "Actor") -> "ContractQuerySet":
        if sees_all(actor):
            return self
        own = own_customers(actor, "customer__taken_by", "customer")
        return self.filter(own) if actor.may(CAPABILITY) else self.none()


class Contract(models.Model):
    """A service contract: what it pays for, for which devices, from its first day until before `until_on`."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="contracts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="contracts", verbose_name=_("unit"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until before"))
    covers_labour = models.BooleanField(_("covers labour"), default=True)
    covers_parts = models.BooleanField(_("covers parts"), default=False)
    covers_travel = models.BooleanField(_("covers travel"), default=True)
    all_devices = models.BooleanField(_("all devices of the customer"), default=False)
    devices = models.ManyToManyField("customers.Device", blank=True, related_name="contracts")
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(4000)])

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-until_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on")), name="contract_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(covers_labour=True) | Q(covers_parts=True) | Q(covers_travel=True),
                name="contract_covers_something",
            ),
        ]
        # For the notices a month before the end (B 20), by unit and for the whole company.
        indexes = [models.Index(fields=["unit", "until_on"]), models.Index(fields=["until_on"])]

    def __str__(self) -> str:
        return self.number
