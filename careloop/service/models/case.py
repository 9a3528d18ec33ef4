from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloop.service.models.call import Channel


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor) -> "CaseQuerySet":
        """Those of one's units; or, for who works on orders, those with an order of theirs."""
        units = actor.units("service.see")
        if units is None:
            return self
        seen = Q(unit_id__in=units)
        if actor.may("service.see_own"):
            seen |= Q(
                pk__in=self.model._meta.apps.get_model("service.Assignment")
                .objects.own(actor.person_id)
                .values("order__case_id")
            )
        return self.filter(seen)

    def for_page(self) -> "CaseQuerySet":
        return self.select_related(
            "unit", "customer", "device__model__family", "zone", "symptom", "opened_by"
        )


class Case(models.Model):
    """The customer's matter: one conversation, one outcome."""

    class Severity(models.TextChoices):
        LOW = "low", _("Minor")
        NORMAL = "normal", _("Ordinary")
        HIGH = "high", _("Serious")
        DANGER = "danger", _("Dangerous")

    class Complexity(models.TextChoices):
        SIMPLE = "simple", _("Simple")
        COMPLEX = "complex", _("Complex")

    class Kind(models.TextChoices):
        PAID = "A", _("Paid")
        CONTRACT = "B", _("Under contract")
        WARRANTY = "C", _("Free in warranty")
        INTERNAL = "D", _("Internal")

    class Outcome(models.TextChoices):
        CONTENT = "content", _("Done and content")
        BY_PHONE = "by_phone", _("Solved by phone")
        CONSULTATION = "consultation", _("Consultation only")
        DECLINED = "declined", _("Quote declined")
        WITHDRAWN = "withdrawn", _("Withdrawn by the customer")
        DUPLICATE = "duplicate", _("Duplicate of another case")
        UNREACHABLE = "unreachable", _("Customer not reachable")
        HISTORY = "history", _("Taken over as history")

    number = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="cases")
    taken_by_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    state = models.CharField(max_length=16)
    changed_at = models.DateTimeField()

    channel = models.CharField(max_length=8, choices=Channel.choices)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, null=True, related_name="cases")
    device = models.ForeignKey("customers.Device", models.PROTECT, null=True, related_name="cases")
    address = models.CharField(max_length=300, blank=True)
    zone = models.ForeignKey("org.Zone", models.PROTECT, null=True, related_name="+")
    preferred_time = models.CharField(max_length=80, blank=True)

    title = models.CharField(max_length=120)
    description = models.TextField(max_length=10_000)
    family = models.ForeignKey("catalog.Family", models.PROTECT, null=True, related_name="+")
    symptom = models.ForeignKey("catalog.FaultCode", models.PROTECT, null=True, related_name="+")
    urgent = models.BooleanField(default=False)
    severity = models.CharField(max_length=8, choices=Severity.choices, blank=True)
    complexity = models.CharField(max_length=8, choices=Complexity.choices, blank=True)

    # Empty only for a case taken over from elsewhere, of which nobody knows who paid.
    kind = models.CharField(max_length=1, choices=Kind.choices, blank=True)
    # Why this kind was proposed (rules.Why) with the facts, or the reason given by who changed it.
    kind_why = models.CharField(max_length=20)
    kind_facts = models.JSONField(default=dict, blank=True)

    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    duplicate_of = models.CharField(max_length=24, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    # The number that a case taken over from elsewhere had there; empty for our own.
    history_id = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "opened_at", "id"], name="service_case_unit_state"),
            models.Index(fields=["unit", "opened_at", "id"], name="service_case_unit_opened"),
            models.Index(fields=["unit", "closed_at"], name="service_case_unit_closed"),
            # Whoever sees everything gets no unit filter.
            models.Index(fields=["state", "opened_at", "id"], name="service_case_state"),
            models.Index(fields=["opened_at", "id"], name="service_case_opened"),
            models.Index(fields=["closed_at"], name="service_case_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(outcome="") & Q(closed_at__isnull=False))
                | (~Q(state="closed") & Q(outcome="") & Q(closed_at=None)),
                name="service_closed_case_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") | Q(history_id__isnull=False), name="service_case_has_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def thread(self) -> str:
        return self.number
