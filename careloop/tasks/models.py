from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloop.org.models import Holding
from careloop.org.queries import TREE
from careloop.tasks.lifecycles import TASK

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor

OWED = ("asked", "accepted")


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: "Actor") -> "TaskQuerySet":
        """What one's units asked or owe, as far as one may ask or answer there, and what is one's own."""
        asking, owing = actor.units("tasks.ask"), actor.units("tasks.answer")
        if asking is None or owing is None:
            return self
        own = Q(owner=actor.person_id) | Q(asked_by=actor.person_id) if actor.person_id else Q(pk=None)
        return self.filter(own | Q(asking_unit__in=asking) | Q(owner_unit__in=owing))

    def open(self) -> "TaskQuerySet":
        return self.filter(state__in=TASK.open_states)


class Task(models.Model):
    """Owed by a person, or by whoever holds a post in a unit, to the unit that asks."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    asking_unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="tasks_asked", verbose_name=_("asked by unit")
    )
    asked_by = models.ForeignKey(
        "org.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_asked",
        verbose_name=_("asked by"),
    )
    owner_unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="tasks_owed", verbose_name=_("asked of unit")
    )
    owner_post = models.CharField(_("asked of post"), max_length=40, blank=True)
    # Named from the beginning, or whoever of the post accepts it.
    owner = models.ForeignKey(
        "org.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_owed",
        verbose_name=_("asked of"),
    )
    title = models.CharField(_("what is asked"), max_length=200)
    body = models.TextField(_("details"), blank=True, validators=[MaxLengthValidator(4000)])
    answer = models.TextField(_("answer"), blank=True, validators=[MaxLengthValidator(4000)])
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("until"))
    # The number of what it is about, such as a case, which stands on a floor above.
    document = models.CharField(_("about"), max_length=40, blank=True)
    blocking = models.BooleanField(_("what it is about cannot be closed before"), default=False)
    state = models.CharField(_("state"), max_length=16)
    changed_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="task_due_after_it_was_asked"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_post=""), name="task_owed_by_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["asking_unit", "state", "id"]),
            models.Index(fields=["owner_unit", "state", "id"]),
            models.Index(fields=["state", "id"]),
            models.Index(fields=["document"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def thread(self) -> str:
        return self.document or self.number

    @property
    def unit_id(self) -> int:
        """The unit that has it now: it lies with those who owe it until they have answered. Their calendar
        runs the clock, and the rights to the next step are asked for there."""
        return self.owner_unit_id if self.state in OWED else self.asking_unit_id

    def ower_ids(self) -> set[int]:
        """Whoever is named; else those who held the post in the unit, or in the nearest above, at some time
        since the task last moved. Whether they may answer today is asked of their own rights."""
        if self.owner_id:
            return {self.owner_id}
        since = self.changed_at.date()
        above = list(TREE.get().above(self.owner_unit_id))
        held: dict[int, set[int]] = {}
        for unit_id, person_id in (
            Holding.objects.filter(post__code=self.owner_post, unit__in=above, person__is_active=True)
            .exclude(until_on__lt=since)
            .values_list("unit_id", "person_id")
        ):
            held.setdefault(unit_id, set()).add(person_id)
        return next((held[unit_id] for unit_id in above if unit_id in held), set())
