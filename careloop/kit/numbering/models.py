from django.db import models


class Series(models.Model):
    """The last number of one series: all series on SQLite, those without gaps on PostgreSQL."""

    kind = models.CharField(max_length=2)
    unit_code = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit_code", "year"], name="numbering_one_row_per_series")
        ]

    def __str__(self) -> str:
        return f"{self.kind}{self.year % 100:02}-{self.unit_code}"
