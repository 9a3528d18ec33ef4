from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careloop.kit.mask import mask


class Phone(models.Model):
    """A number as it was typed, and what could be made of it (`rules.read_phone`)."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="phones")
    typed = models.CharField(_("phone"), max_length=60)
    e164 = models.CharField(max_length=16, blank=True)
    digits = models.CharField(max_length=20)
    # The digits from the back, so that “the number that ends in 2207” is a prefix search as well.
    reversed = models.CharField(max_length=20)
    extension = models.CharField(_("extension"), max_length=8, blank=True)
    label = models.CharField(_("label"), max_length=40, blank=True)
    primary = models.BooleanField(_("main number"), default=False)

    class Meta:
        ordering = ["-primary", "id"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "digits", "extension"], name="one_phone_once"),
            models.UniqueConstraint(fields=["customer"], condition=Q(primary=True), name="one_main_phone"),
        ]
        indexes = [
            models.Index(fields=["digits"], name="phone_by_digits", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["reversed"], name="phone_by_last_digits", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.typed

    @property
    def masked(self) -> str:
        return mask(self.digits)


class Address(models.Model):
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="addresses")
    text = models.CharField(_("address"), max_length=300, validators=[MinLengthValidator(2)])
    # Decides how soon someone must be there.
    zone = models.ForeignKey(
        "org.Zone", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("zone")
    )
    label = models.CharField(_("label"), max_length=40, blank=True)
    primary = models.BooleanField(_("main address"), default=False)

    class Meta:
        ordering = ["-primary", "id"]
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=Q(primary=True), name="one_main_address")
        ]

    def __str__(self) -> str:
        return self.text


class Consent(models.Model):
    """What a customer agreed to, by which words; given and withdrawn are both kept as proof."""

    class Purpose(models.TextChoices):
        MESSAGES = "messages", _("Messages about a service")
        SURVEY = "survey", _("Questions about how content they are")
        OFFERS = "offers", _("Offers")
        SHARING = "sharing", _("Passing on to an outside firm")

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone")
        SMS = "sms", _("SMS")
        EMAIL = "email", _("E-mail")
        POST = "post", pgettext_lazy("channel", "Post")

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    text_version = models.CharField(_("version of the text"), max_length=40)
    how = models.CharField(_("how it was given"), max_length=120, blank=True)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.get_channel_display()})"
