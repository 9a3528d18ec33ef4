from django.db import models
from django.utils.translation import gettext_lazy as _

from careloop.catalog.models.open import OpenToAll
from careloop.kit.names import NamesField, say


class Family(models.Model):
    """A kind of product; a tree, so that what holds for “household” holds for “washing machine”."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = NamesField(_("names"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # What a technician must be able to do to be sent; empty: the skill of the family above, or none.
    skill = models.ForeignKey(
        "org.Skill", models.PROTECT, null=True, blank=True, related_name="families", verbose_name=_("skill")
    )

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return say(self.names) or self.code


class Brand(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
