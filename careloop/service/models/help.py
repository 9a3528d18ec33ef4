from django.db import models
from django.db.models import Q


class HelpRequest(models.Model):
    """A technician needs help, and what the director answered (clause B 14)."""

    order = models.ForeignKey("service.Order", models.CASCADE, related_name="help_requests")
    asked_by = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    need = models.CharField(max_length=500)
    answered_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(answered_at=None), name="service_one_open_help_an_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.need[:40]}"
