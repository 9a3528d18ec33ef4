from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """A person is not on shift although the unit works."""

    class Reason(models.TextChoices):
        LEAVE = "leave", _("Leave")
        ILL = "ill", _("Ill")
        TRAINING = "training", _("Training")
        DAY_OFF = "day_off", _("Day off")

    person = models.ForeignKey("org.Person", models.CASCADE, related_name="absences")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=Reason.choices, default=Reason.LEAVE)

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")), name="absence_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["person", "until_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_at:%Y-%m-%d}"
