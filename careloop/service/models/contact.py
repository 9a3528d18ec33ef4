from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactTry(models.Model):
    """A try to reach the customer that failed, with the reason."""

    class Reason(models.TextChoices):
        NO_ANSWER = "no_answer", _("No answer")
        BUSY = "busy", _("Busy")
        OFF = "off", _("Switched off")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        NOT_THE_OWNER = "not_the_owner", _("Not the owner")
        DRIVING = "driving", _("Driving, asked to call later")
        REFUSED = "refused", _("Does not want to talk")

    case = models.ForeignKey("service.Case", models.CASCADE, related_name="tries")
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8)
    reason = models.CharField(max_length=16, choices=Reason.choices)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"
