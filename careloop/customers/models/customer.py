from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloop.customers.models.seen import CAPABILITY, own_customers, sees_all

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, actor: "Actor") -> "CustomerQuerySet":
        """All of them for posts that take calls, to outside firms those of their work; none for others, who
        meet a customer in their orders."""
        if sees_all(actor):
            return self
        return self.filter(own_customers(actor, "taken_by", "pk")) if actor.may(CAPABILITY) else self.none()

    def kept(self) -> "CustomerQuerySet":
        """Those who still stand for somebody: not merged into others, not erased."""
        return self.filter(merged_into=None, erased_at=None)


class Customer(models.Model):
    """A person or company we serve."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=120)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(4000)])
    # Special customers have a handling of their own at the service centre (clause C 5).
    special = models.BooleanField(_("special customer"), default=False)
    created_at = models.DateTimeField(_("taken in at"))
    taken_by = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="customers", verbose_name=_("taken in by")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name=_("merged into")
    )
    # Whoever it was asked to be forgotten: the name is the number since.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="customer_not_merged_into_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name


class NamePart(models.Model):
    """A name from one of its words on, folded (`rules.name_parts`): what a search by name begins with."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="name_parts")
    text = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["text"], name="customer_by_name", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.text


class Merge(models.Model):
    """Two records became one: which, when, by whom, and what was moved."""

    kept = models.ForeignKey(Customer, models.PROTECT, related_name="merges")
    gone = models.OneToOneField(Customer, models.PROTECT, related_name="merge")
    at = models.DateTimeField()
    by = models.ForeignKey("org.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    # {"customers.Device": [12, 15], …}: the ids of the rows that pointed to the gone record.
    moved = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
