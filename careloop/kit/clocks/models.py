from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloop.kit.clocks.kinds import kind_of


class State(models.TextChoices):
    RUNNING = "running", _("running")
    PAUSED = "paused", _("waiting")
    STOPPED = "stopped", _("stopped")


class Clock(models.Model):
    """A deadline of one document. What is stored of the count can be counted again from the facts."""

    kind = models.CharField(max_length=60)
    document = models.CharField(max_length=40)
    thread = models.CharField(max_length=40)
    unit_id = models.BigIntegerField()

    # The facts.
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    limit = models.DurationField()
    hours = models.CharField(
        max_length=8, choices=[("working", _("working hours")), ("always", _("all hours"))]
    )
    rule = models.CharField(max_length=80, blank=True)
    rule_value = models.JSONField(null=True, blank=True)
    # The moment whose calendar it is counted by: that of the start, or of the last recount.
    calendar_at = models.DateTimeField()

    # The count. `due_at` is empty while a pause keeps the deadline open; `used` is known unless it runs.
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    due_at = models.DateTimeField(null=True, blank=True)
    used = models.DurationField(null=True, blank=True)
    late = models.BooleanField(null=True, blank=True)
    alarm_at = models.DateTimeField(null=True, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    breached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["thread"], name="clock_thread"),
            models.Index(fields=["unit_id", "state"], name="clock_unit_state"),
            models.Index(fields=["unit_id", "kind", "stopped_at"], name="clock_unit_kind_stopped"),
            # Smaller than one over all that run: a clock whose ladder is told has no alarm left.
            models.Index(fields=["alarm_at"], name="clock_alarm", condition=Q(alarm_at__isnull=False)),
        ]
        constraints = [
            # The document stands first, so that this index also finds the open clocks of a document.
            models.UniqueConstraint(
                fields=["document", "kind"], name="clock_one_open", condition=Q(stopped_at__isnull=True)
            ),
            models.CheckConstraint(
                name="clock_stopped_has_moment",
                condition=Q(state=State.STOPPED, stopped_at__isnull=False)
                | (~Q(state=State.STOPPED) & Q(stopped_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="clock_stops_after_start",
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="clock_running_is_due", condition=~Q(state=State.RUNNING) | Q(due_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document}"

    @property
    def label(self) -> Any:
        return kind_of(self.kind).label


class Pause(models.Model):
    """A time that does not count, with its reason (a code of the clock's kind)."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], name="pause_one_open", condition=Q(until_at__isnull=True)
            ),
            models.CheckConstraint(
                name="pause_ends_after_start",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason}"


class Alarm(models.Model):
    """A rung of the ladder that was told. One that proves wrong later stays, withdrawn."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="alarms")
    rung = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=8)
    post = models.CharField(max_length=40)
    at = models.DateTimeField()
    raised_at = models.DateTimeField()
    # When that happened which proves it wrong; by the time of a catch-up entry, before it was raised.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "rung"], name="alarm_told_once", condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.name}"
