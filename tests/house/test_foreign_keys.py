"""Foreign keys look down, as imports do; import-linter does not see one that is written as a string."""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model
from django.test.utils import isolate_apps

from careloop.catalog.models import ProductModel
from careloop.handbook import plan
from careloop.org.models import Person, Unit
from tests.house.house import Found, tell

DO = "Carry the document's number instead (kit.numbering leads from it to its page), or move the row up."
BAD = 'careloop/tasks/models.py: case = models.ForeignKey("service.Case", models.PROTECT)'
GOOD = "careloop/tasks/models.py: document = models.CharField(max_length=24)  # the number of the case"


def looking_up(rows: Iterable[type[Model]]) -> list[Found]:
    height = {name: -level for level, floor in enumerate(plan.floors()) for name in floor}
    found = []
    for row in rows:
        if not row.__module__.startswith("careloop."):
            continue
        for field in (*row._meta.fields, *row._meta.many_to_many):
            other = field.remote_field.model if field.remote_field else None
            if other is None or other._meta.label == settings.AUTH_USER_MODEL:
                continue
            if other is ContentType:
                found.append(Found(f"{row._meta.label}.{field.name}", "is a generic foreign key"))
            elif other.__module__.startswith("careloop.") and height[_floor(other)] > height[_floor(row)]:
                found.append(Found(f"{row._meta.label}.{field.name}", f"looks up at {other._meta.label}"))
    return found


def _floor(row: type[Model]) -> str:
    return row.__module__.split(".")[1]


def test_foreign_keys_look_down() -> None:
    tell(looking_up(apps.get_models(include_auto_created=True)), DO, BAD, GOOD)


@isolate_apps("careloop.org")
def test_the_check_bites() -> None:
    class Planted(Model):
        __module__ = "careloop.org.models"
        up = models.ForeignKey(ProductModel, models.PROTECT, related_name="+")
        ups = models.ManyToManyField(ProductModel, related_name="+")
        any_row = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
        across = models.ForeignKey(Unit, models.PROTECT, related_name="+")

        class Meta:
            app_label = "org"

    assert [found.where for found in looking_up([Planted])] == [
        "org.Planted.up", "org.Planted.any_row", "org.Planted.ups",
    ]  # fmt: skip


@isolate_apps("careloop.kit.journal")
def test_the_person_signed_in_may_be_pointed_at_from_below_and_nobody_else() -> None:
    class Planted(Model):
        __module__ = "careloop.kit.journal.models"
        by = models.ForeignKey(Person, models.PROTECT, related_name="+")
        unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

        class Meta:
            app_label = "journal"

    assert [found.where for found in looking_up([Planted])] == ["journal.Planted.unit"]
