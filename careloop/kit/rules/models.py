from django.db import models


class Override(models.Model):
    """A company's own value of a rule, from a moment on; everywhere, or in one unit and below."""

    name = models.CharField(max_length=80)
    unit_id = models.BigIntegerField(null=True, blank=True)
    value = models.JSONField()
    from_at = models.DateTimeField()
    approved_by_id = models.BigIntegerField()
    approved_post = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "from_at", "id"]
        indexes = [models.Index(fields=["name", "from_at"])]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_at:%Y-%m-%d}"
