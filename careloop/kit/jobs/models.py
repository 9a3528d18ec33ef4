from django.db import models


class Run(models.Model):
    """A timed job was started for that due moment; the unique pair lets only one scheduler start it."""

    name = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="jobs_run_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A worker that lives: what a worker without a fresh beat had in hand is taken up again."""

    id = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=100)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host}:{self.process}"
