from django.db import models


class IdempotencyKey(models.Model):
    """An answer kept for a while, so that a request sent twice has one effect and one answer."""

    person_id = models.BigIntegerField()
    address = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "address", "key"], name="one_answer_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.key}"
