from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.sheets.sheet import Sheet, all_sheets, find_sheet


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, actor: Actor) -> "ImportQuerySet":
        """One's own, and those of the units for which one may import the same."""
        seen = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
        for sheet in all_sheets():
            units = actor.units(sheet.capability)
            seen |= Q(sheet=sheet.name) if units is None else Q(sheet=sheet.name, unit_id__in=units)
        return self.filter(seen)


class Import(models.Model):
    """A file that was sent to be imported, and how far it has come."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sheet = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    file_name = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=80)
    post = models.CharField(max_length=40, blank=True)
    unit_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    rights = models.JSONField(default=dict)
    header_row = models.PositiveIntegerField()
    header = models.JSONField()
    mapping = models.JSONField()
    row_count = models.PositiveIntegerField()
    done_count = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-uploaded_at"], name="sheets_import_person"),
            models.Index(fields=["sheet", "-uploaded_at"], name="sheets_import_sheet"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_count__lte=models.F("row_count")), name="sheets_import_done_in_count"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.file_name}"

    @property
    def declared(self) -> Sheet | None:
        """None when the domain that owns the sheet was switched off since."""
        return find_sheet(self.sheet)

    @property
    def folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / "sheets" / self.id.hex

    @property
    def original(self) -> Path:
        return self.folder / "original"

    @property
    def rows_file(self) -> Path:
        return self.folder / "rows.jsonl"


class ImportRow(models.Model):
    """What became of one row. Sentences stand as they were said, in the language of whoever imported."""

    class Outcome(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        SAME = "same", _("the same")
        REFUSED = "refused", _("refused")

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    record = models.CharField(max_length=60, blank=True)
    errors = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="sheets_one_outcome_a_row")]
        indexes = [models.Index(fields=["of", "outcome", "number"], name="sheets_row_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
