from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.customers.models.seen import CAPABILITY, own_customers, sees_all

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, actor: "Actor") -> "DeviceQuerySet":
        if sees_all(actor):
            return self
        own = own_customers(actor, "customer__taken_by", "customer")
        return self.filter(own) if actor.may(CAPABILITY) else self.none()

    def in_use(self) -> "DeviceQuerySet":
        return self.filter(retired_on=None)


class Device(models.Model):
    """One piece of equipment of a customer."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="devices")
    model = models.ForeignKey(
        "catalog.ProductModel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="devices",
        verbose_name=_("model"),
    )
    # What stands on the plate, or what the customer calls it, where the catalogue does not know the model.
    model_text = models.CharField(_("model as told"), max_length=120, blank=True)
    serial = models.CharField(_("serial number"), max_length=60, blank=True)
    serial_key = models.CharField(max_length=60, blank=True, editable=False)
    bought_on = models.DateField(_("bought on"), null=True, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    address = models.ForeignKey(
        "customers.Address",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="devices",
        verbose_name=_("where"),
    )
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(4000)])
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(model__isnull=False) | ~Q(model_text=""),
                name="device_has_a_model_or_a_word_for_it",
            )
        ]
        indexes = [
            models.Index(fields=["serial_key"], name="device_by_serial", opclasses=["varchar_pattern_ops"])
        ]

    def __str__(self) -> str:
        return str(self.model) if self.model_id else self.model_text
