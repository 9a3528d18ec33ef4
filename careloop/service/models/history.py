from django.db import models
from django.utils.translation import gettext_lazy as _


class HistorySource(models.Model):
    """Where cases were taken over from; its licence asks that it is named wherever they are shown."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    licence = models.CharField(max_length=60)
    url = models.URLField()

    def __str__(self) -> str:
        return f"{self.name}, {self.licence}"


class History(models.Model):
    """What a case that was taken over tells besides: its result there, and the device as far as it is known.

    It has no customer, so no record of a device, and no order, so no technician, clocks or hours.
    """

    class Result(models.TextChoices):
        FIXED = "fixed", _("Repaired")
        REPAIRABLE = "repairable", _("Repairable, but not repaired yet")
        END_OF_LIFE = "end_of_life", _("Cannot be repaired")
        UNKNOWN = "unknown", _("Result not known")

    case = models.OneToOneField("service.Case", models.CASCADE, primary_key=True, related_name="history")
    source = models.ForeignKey(HistorySource, models.PROTECT, related_name="cases")
    result = models.CharField(max_length=12, choices=Result.choices)
    # In the words of who wrote it down there.
    barrier = models.CharField(max_length=120, blank=True)
    thing = models.CharField(max_length=200, blank=True)
    brand = models.ForeignKey("catalog.Brand", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["result"], name="service_history_result")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.result}"
