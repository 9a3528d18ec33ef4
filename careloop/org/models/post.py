from django.db import models
from django.db.models import F, Q

from careloop.kit.names import NamesField, say


class Post(models.Model):
    """A post of the regulation (clerk, director, technician …) and what whoever holds it may do."""

    code = models.SlugField(max_length=40, unique=True)
    names = NamesField()
    capabilities = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return say(self.names)


class Holding(models.Model):
    """Who holds which post where and when: rights in that unit and below. A deputy holds it for someone."""

    person = models.ForeignKey("org.Person", models.CASCADE, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="holdings")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    deputy_for = models.ForeignKey(
        "org.Person", models.PROTECT, null=True, blank=True, related_name="deputised"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="holding_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["post", "unit"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id} {self.unit_id}"
