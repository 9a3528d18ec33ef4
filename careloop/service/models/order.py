from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, actor) -> "OrderQuerySet":
        units = actor.units("service.see")
        if units is None:
            return self
        seen = Q(unit_id__in=units)
        if actor.may("service.see_own"):
            seen |= Q(pk__in=Assignment.objects.own(actor.person_id).values("order_id"))
        return self.filter(seen)

    def for_page(self) -> "OrderQuerySet":
        return self.select_related(
            "unit", "technician", "zone", "voucher", "case__customer", "case__device__model__family"
        )


class Order(models.Model):
    """One unit's job on a case, with a life of its own."""

    class Result(models.TextChoices):
        REPAIRED = "repaired", _("Repaired")
        ADVISED = "advised", _("Adjusted or explained")
        NO_FAULT = "no_fault", _("No fault found")
        NOT_REPAIRABLE = "not_repairable", _("Cannot be repaired")
        REFUSED = "refused", _("Customer declined the repair")

    number = models.CharField(max_length=24, unique=True)
    case = models.ForeignKey("service.Case", models.PROTECT, related_name="orders")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=1)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=16)
    changed_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    zone = models.ForeignKey("org.Zone", models.PROTECT, null=True, related_name="+")

    technician = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="orders")
    window_from = models.DateTimeField(null=True)
    window_until = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    dispatched_at = models.DateTimeField(null=True)
    set_out_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    # Whether someone was there in time (clause B 19); empty until they are.
    on_time = models.BooleanField(null=True)
    finished_at = models.DateTimeField(null=True)

    result = models.CharField(max_length=16, choices=Result.choices, blank=True)
    report = models.TextField(max_length=5_000, blank=True)
    cause = models.ForeignKey("catalog.FaultCode", models.PROTECT, null=True, related_name="+")
    remedy = models.ForeignKey("catalog.FaultCode", models.PROTECT, null=True, related_name="+")
    travel_minutes = models.PositiveIntegerField(default=0)
    work_minutes = models.PositiveIntegerField(default=0)

    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "id"], name="service_order_unit_state"),
            models.Index(fields=["state", "id"], name="service_order_state"),
            models.Index(fields=["technician", "window_from"], name="service_order_technician"),
            models.Index(fields=["arrived_at", "unit"], name="service_order_arrived"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_from=None) | Q(window_until__gt=F("window_from")),
                name="service_window_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "cancelled"]) | Q(technician__isnull=False),
                name="service_dispatched_order_has_technician",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def thread(self) -> str:
        return self.case.number

    def performer_ids(self) -> set[int]:
        """The people who work on it now; read with the row by `queries.order`, else asked once."""
        held = self.__dict__.get("_performers")
        if held is None:
            held = set(self.assignments.filter(until_at=None).values_list("person_id", flat=True))
            self.__dict__["_performers"] = held
        return held

    def forget_performers(self) -> None:
        self.__dict__.pop("_performers", None)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def own(self, person_id: int | None) -> "AssignmentQuerySet":
        """What the person works on, and what they have done; not what they refused or lost to another."""
        return self.filter(Q(until_at=None) | Q(end=Assignment.End.DONE), person=person_id)


class Assignment(models.Model):
    """Who works on an order, in which role, from when to when."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead technician")
        SECOND = "second", _("Second technician")

    class End(models.TextChoices):
        REFUSED = "refused", _("Refused")
        REASSIGNED = "reassigned", _("Given to another")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    order = models.ForeignKey(Order, models.CASCADE, related_name="assignments")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=8, choices=Role.choices)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=End.choices, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(role="lead", until_at=None), name="service_one_lead_an_order"
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(until_at=None), name="service_working_on_now"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.person_id}"
