from django.db import models


class Entry(models.Model):
    """One happening. Units, people and documents are plain values: a row outlives what it speaks of."""

    word = models.CharField(max_length=100)
    document = models.CharField(max_length=100)
    thread = models.CharField(max_length=100)
    person_id = models.BigIntegerField(null=True)
    post = models.CharField(max_length=50, blank=True)
    unit_id = models.BigIntegerField(null=True)
    performed_by_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()
    told = models.JSONField(default=dict)
    # {field: SHA-256 of the ciphertext in Personal}: the row can be checked after a person was erased.
    personal = models.JSONField(default=dict)
    tone = models.CharField(max_length=10, blank=True)
    # Makes every mac different, so that a row copied with its mac is found.
    nonce = models.CharField(max_length=16)
    mac = models.CharField(max_length=64)

    # Filled by `queries` for the reader: the words, who did it, and who entered it for them.
    sentence: str = ""
    who: str = ""
    entered_by: str = ""

    class Meta:
        indexes = [
            models.Index(fields=["thread", "id"], name="journal_by_thread"),
            models.Index(fields=["document", "id"], name="journal_by_document"),
            models.Index(fields=["at", "id"], name="journal_by_day"),
            models.Index(fields=["person_id", "at", "id"], name="journal_by_person"),
        ]


class Block(models.Model):
    """A sealed run of rows, chained to the block before it."""

    number = models.BigIntegerField(primary_key=True)
    ranges = models.TextField()  # the rows it holds: "1-950,953-1001"
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField()
    # Every row up to this id stands in this block or an earlier one; a later arrival there is an intruder.
    settled_id = models.BigIntegerField()
    # Transactions that were writing when the block was made (PostgreSQL); see `arrivals`.
    writers = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class SubjectKey(models.Model):
    """The key of one person's values; without it they are noise."""

    subject = models.CharField(max_length=100, unique=True)
    wrapped_key = models.BinaryField()
    erased_at = models.DateTimeField(null=True)


class Personal(models.Model):
    """A personal value of an entry, encrypted for its subject."""

    # The constraint below begins with the entry, so no index of its own.
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    field = models.CharField(max_length=50)
    subject_key = models.ForeignKey(SubjectKey, on_delete=models.PROTECT, related_name="+")
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="journal_one_value_per_field")]
