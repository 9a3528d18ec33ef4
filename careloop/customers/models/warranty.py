from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WarrantyTerms(models.Model):
    """How long labour, parts and travel are free, per model or family, for devices bought from a day on."""

    class StartsFrom(models.TextChoices):
        PURCHASE = "purchase", _("Purchase")
        INSTALLATION = "installation", _("Installation")

    model = models.ForeignKey(
        "catalog.ProductModel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warranty",
        verbose_name=_("model"),
    )
    family = models.ForeignKey(
        "catalog.Family",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warranty",
        verbose_name=_("family"),
    )
    labour_months = models.PositiveSmallIntegerField(_("months of labour"))
    parts_months = models.PositiveSmallIntegerField(_("months of parts"))
    travel_months = models.PositiveSmallIntegerField(_("months of travel"))
    starts_from = models.CharField(
        _("counts from"), max_length=12, choices=StartsFrom.choices, default=StartsFrom.PURCHASE
    )
    from_on = models.DateField(_("for devices bought from"))

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(model=None, family__isnull=False) | Q(model__isnull=False, family=None),
                name="terms_for_a_model_or_a_family",
                violation_error_message=_("Terms are set for a model or for a family."),
            ),
            models.UniqueConstraint(
                fields=["model", "from_on"],
                name="one_set_of_terms_a_model",
                violation_error_message=_("There are terms from that date already."),
            ),
            models.UniqueConstraint(
                fields=["family", "from_on"],
                name="one_set_of_terms_a_family",
                violation_error_message=_("There are terms from that date already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.labour_months}/{self.parts_months}/{self.travel_months}"
