from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a customer reaches us (clauses E process 1.1, B 8)."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Online chat")
    COUNTER = "counter", _("Walk-in")
    LETTER = "letter", _("Letter")
    MEDIA = "media", _("Media")
    WECHAT = "wechat", _("WeChat")
    API = "api", _("Program")


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor) -> "CallQuerySet":
        units = actor.units("service.see")
        return self if units is None else self.filter(unit_id__in=units)


class Call(models.Model):
    """A line of the call register: somebody turned to us, and what it led to."""

    class Topic(models.TextChoices):
        NEW = "new", _("New case")
        EXISTING = "existing", _("About a case")
        CONSULTATION = "consultation", _("Consultation")

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    phone = models.CharField(max_length=40, blank=True)
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="calls")
    case = models.ForeignKey("service.Case", models.PROTECT, null=True, related_name="calls")
    taken_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "received_at"], name="service_call_register"),
            models.Index(fields=["received_at"], name="service_call_received"),
        ]

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M} {self.phone}"
