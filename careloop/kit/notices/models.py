from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WEBHOOK = "webhook", _("Webhook")
    INAPP = "inapp", _("In the program")


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    # Worded and kept, but no way out is set up for its channel: nobody was told.
    UNSENT = "unsent", _("Not sent")
    FAILED = "failed", _("Failed")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, at: object) -> "NoticeQuerySet":
        return self.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "id")

    def unread_by(self, person_id: int) -> "NoticeQuerySet":
        return self.filter(person_id=person_id, channel=Channel.INAPP, read_at=None)


class Notice(models.Model):
    """One message to one recipient. `due_at` is the next try, and while one is under way its lease."""

    TRIES = 5
    LEASE = timedelta(minutes=10)

    name = models.CharField(max_length=100)
    channel = models.CharField(max_length=10, choices=Channel)
    person_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=500, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    zone = models.CharField(max_length=50, blank=True)
    params = models.JSONField(default=dict)
    document = models.CharField(max_length=40)
    thread = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="notices_due", condition=Q(state="waiting")),
            models.Index(
                fields=["person_id", "-id"], name="notices_unread", condition=Q(channel="inapp", read_at=None)
            ),
            models.Index(fields=["thread", "id"], name="notices_thread"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | ~Q(address=""), name="notices_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.document}"
