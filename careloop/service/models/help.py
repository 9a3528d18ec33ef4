from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HelpRequest(models.Model):
    """A technician needs help, and what the director answered, or why it needed none any more (clause B 14)."""

    class End(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        FINISHED = "finished", _("Finished before an answer came")
        REFUSED = "refused", _("Refused before an answer came")
        REASSIGNED = "reassigned", _("Given to another before an answer came")
        CANCELLED = "cancelled", _("Cancelled before an answer came")

    order = models.ForeignKey("service.Order", models.CASCADE, related_name="help_requests")
    asked_by = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    need = models.CharField(max_length=500)
    answered_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=End.choices, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(ended_at=None), name="service_one_open_help_an_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.need[:40]}"
