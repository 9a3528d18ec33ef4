from django.db import models

from careloop.kit.names import NamesField, say


class Calendar(models.Model):
    """The working hours that several units share; a unit adds days of its own."""

    names = NamesField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=8, blank=True)

    def __str__(self) -> str:
        return say(self.names)


class FormerHours(models.Model):
    """The calendar that a unit went by until a day, before its present one: clocks were counted by it, and
    must go on adding up."""

    unit = models.ForeignKey("org.Unit", models.CASCADE, related_name="former_hours")
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+")
    until_on = models.DateField()

    class Meta:
        ordering = ["until_on"]
        constraints = [models.UniqueConstraint(fields=["unit", "until_on"], name="one_change_of_hours_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.until_on}"


class WeekPattern(models.Model):
    """The hours of a week, from a date on; the older patterns stay, so that old clocks can be counted again."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="patterns")
    from_on = models.DateField()
    # {"0": [["09:00", "12:00"], ["13:30", "18:00"]], …}, Monday is "0".
    week = models.JSONField()

    class Meta:
        ordering = ["calendar_id", "from_on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "from_on"], name="one_pattern_a_day")]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.from_on}"


class SpecialDay(models.Model):
    """A day on which a calendar, or one unit, works other hours than the week and the holidays say."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="special_days")
    unit = models.ForeignKey("org.Unit", models.CASCADE, null=True, blank=True, related_name="special_days")
    on = models.DateField()
    intervals = models.JSONField(default=list, blank=True)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "unit", "on"], name="one_special_day_a_unit"),
            models.UniqueConstraint(
                fields=["calendar", "on"], condition=models.Q(unit=None), name="one_special_day_a_calendar"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.label}"
