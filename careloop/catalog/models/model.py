from django.db import models
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models.open import OpenToAll
from careloop.kit.names import NamesField, say


class ProductModel(models.Model):
    """What stands on the type plate: “WD-820”."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    names = NamesField(_("names"), blank=True)
    family = models.ForeignKey(
        "catalog.Family", models.PROTECT, related_name="models", verbose_name=_("family")
    )
    brand = models.ForeignKey(
        "catalog.Brand", models.PROTECT, null=True, blank=True, related_name="models", verbose_name=_("brand")
    )
    discontinued_on = models.DateField(_("discontinued on"), null=True, blank=True)
    # Code and names folded (`rules.search_text`). Type plates are searched by any part ("820"), so no
    # index helps; a maker has thousands of models, not millions, and one narrow column is read quickly.
    search = models.CharField(max_length=600, editable=False)

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        name = say(self.names)
        return f"{name} {self.code}" if name else self.code
