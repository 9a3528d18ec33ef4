from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from careloop.kit.names import NamesField, say


class Unit(models.Model):
    """A part of the company: what has an address, hours and work of its own."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "headquarters", _("Headquarters")
        REGION = "region", _("Region")
        BRANCH = "branch", _("Branch")
        CENTRE = "centre", _("Service centre")
        POINT = "point", _("Service point")
        DEALER = "dealer", _("Dealer")
        SUBCONTRACTOR = "subcontractor", _("Outside firm")

    # The code stands in every document number of the unit, so it never changes.
    code = models.CharField(
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{1,8}$", _("Capital letters and digits."))],
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    names = NamesField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar = models.ForeignKey("org.Calendar", models.PROTECT, related_name="units")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return say(self.names) or self.code


class Zone(models.Model):
    """Where a unit serves: its class decides how soon someone must be there (clause B 19, C 1.3.3.3)."""

    class Kind(models.TextChoices):
        TOWN = "town", _("Town")
        SUBURB = "suburb", _("Suburb")
        REMOTE = "remote", _("Remote")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="zones")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    names = NamesField()
    # Words of an address (district, street, postcode) by which the zone is proposed while a call is taken.
    words = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["unit_id", "id"]

    def __str__(self) -> str:
        return say(self.names)
