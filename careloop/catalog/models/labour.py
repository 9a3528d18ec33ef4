from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models.open import OpenToAll
from careloop.kit.names import NamesField, say


class LabourOperation(models.Model):
    """A piece of work with its time and price from a date on; older lines stay, for work done under them."""

    code = models.CharField(_("code"), max_length=40)
    names = NamesField(_("names"))
    family = models.ForeignKey(
        "catalog.Family",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="labour",
        verbose_name=_("family"),
    )
    minutes = models.PositiveIntegerField(_("minutes"))
    # Without tax, in the company's currency.
    price = models.DecimalField(
        _("price"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    from_on = models.DateField(_("valid from"))

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["code", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "from_on"],
                name="one_price_a_day",
                violation_error_message=_("There is a price from that date already."),
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="labour_price_not_negative"),
        ]

    def __str__(self) -> str:
        return say(self.names) or self.code
