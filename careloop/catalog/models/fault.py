from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models.open import OpenToAll
from careloop.kit.names import NamesField, say


class FaultCode(models.Model):
    """What the customer sees, why it is so, what was done: a tree each, per family or for all of them."""

    class Kind(models.TextChoices):
        SYMPTOM = "symptom", _("Symptom")
        CAUSE = "cause", _("Cause")
        ACTION = "action", _("Action")

    family = models.ForeignKey(
        "catalog.Family",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="faults",
        verbose_name=_("family"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    code = models.SlugField(_("code"), max_length=40)
    names = NamesField(_("names"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "kind", "code"],
                name="one_fault_code_a_family",
                violation_error_message=_("This code is used already."),
            ),
            # NULL is unlike NULL in both engines, so the general codes need a constraint of their own.
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(family=None),
                name="one_general_fault_code",
                violation_error_message=_("This code is used already."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "family"])]

    def __str__(self) -> str:
        return say(self.names) or self.code
