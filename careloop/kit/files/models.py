from pathlib import PurePosixPath
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The ending under which a browser saves it follows what it is, not what it was called.
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
    "text/plain": ".txt",
}


class File(models.Model):
    """What somebody handed in; it belongs to the record of the number in `document`, to none at first."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        SIGNATURE = "signature", _("Signature")
        DOCUMENT = "document", _("Document")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Of what was sent: photos are drawn anew, and a phone that got no answer sends the same again.
    sent_sha256 = models.CharField(max_length=64)
    person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()
    document = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["photo", "signature", "document"]), name="files_kind"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="files_size"),
        ]
        indexes = [
            models.Index(fields=["document", "at"], condition=~Q(document=""), name="files_of_document"),
            models.Index(fields=["entered_at"], condition=Q(document=""), name="files_orphans"),
        ]

    @property
    def path(self) -> str:
        """In the storage, made of the id alone."""
        return f"{self.id.hex[:2]}/{self.id.hex}"

    @property
    def thumb_path(self) -> str:
        return f"{self.path}.thumb"

    @property
    def is_picture(self) -> bool:
        return self.kind in (self.Kind.PHOTO, self.Kind.SIGNATURE)

    @property
    def download_name(self) -> str:
        ending = ENDINGS[self.content_type]
        return self.name if self.name.lower().endswith(ending) else PurePosixPath(self.name).stem + ending
