"""A large company out of a small one: every table, whole books, numbers and phones that are its own."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.utils.timezone import now as clock

from careloop.customers.models import Device, Phone
from careloop.demo import bulk, cast
from careloop.demo.bulk import loading
from careloop.demo.bulk.sisters import Sister
from careloop.demo.bulk.tables import COPIED
from careloop.kit.clocks.recount import mismatches
from careloop.kit.journal.queries import timeline
from careloop.kit.journal.verify import verify
from careloop.org.models import Unit
from careloop.service.actions import call
from careloop.service.actions.told import Matter, NewCustomer
from careloop.service.models import Case, Order

NOW = datetime(2026, 9, 23, 8, 0, tzinfo=UTC)
# What a copy shares with the played company, and what is of the machine.
MASTERS = {"org", "catalog", "rules", "epochs", "numbering", "auth", "contenttypes"}
OF_THE_MACHINE = {
    "jobs", "sessions", "account", "mfa", "usersessions", "django_tasks_database", "lifecycle", "sheets",
}  # fmt: skip
LEFT = {
    "customers.WarrantyTerms",  # a master
    "customers.Merge",  # speaks of rows that are gone
    "service.History", "service.HistorySource",  # taken over from elsewhere, by their own command
    "files.File",  # lies on the disk
    "journal.Block",  # sealed anew
}  # fmt: skip


def test_of_every_table_it_is_settled_whether_it_is_copied():
    settled = {*COPIED, *LEFT}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in MASTERS | OF_THE_MACHINE:
            assert model._meta.label in settled, f"{model._meta.label}: copy it in demo/bulk, or say why not"


@pytest.mark.django_db(transaction=True)
def test_a_large_company_is_as_sound_as_the_one_it_was_made_of(settings, tmp_path):
    settings.DATA_DIR, settings.JOURNAL_HEADS_FILE = tmp_path, tmp_path / "heads.txt"
    cast.build(datetime(2026, 1, 1, tzinfo=UTC))
    assert bulk.load(70, at=NOW, say=lambda _line: None, played=10) == Case.objects.count()
    assert 70 <= Case.objects.count() < 80
    connection.check_constraints()
    assert verify().whole
    assert verify().rows > 900
    assert list(mismatches()) == []
    assert Unit.objects.count() > 4
    assert max(Counter(Phone.objects.values_list("digits", flat=True)).values()) == 1
    assert max(Counter(Device.objects.values_list("serial_key", flat=True)).values()) == 1

    copied = Case.objects.filter(state="closed").order_by("-id").first()
    assert copied.unit.code not in ("NB", "SB", "CT")
    told = [entry.sentence for entry in timeline(copied.number)]
    assert len(told) > 3
    assert all(
        order.number.split("-")[1] == order.unit.code for order in Order.objects.select_related("unit")
    )

    unit = Unit.objects.get(code="NB")
    clerk = cast.find().actor("li.wen", clock())
    opened = call.take(
        unit=unit,
        matter=Matter(channel="phone", description="甩干时震动", phone="138 0013 2207"),
        customer=NewCustomer(name="周淑芬"),
        actor=clerk,
        at=clock(),
    )
    assert Case.objects.filter(number=opened.number).count() == 1


@pytest.mark.parametrize(("cases", "units", "generations"), [(10_000, 6, 4), (1_000_000, 107, 20)])
def test_it_grows_in_width_and_in_depth(cases, units, generations, monkeypatch):
    monkeypatch.setattr(loading, "sisters", lambda count: [Sister(index) for index in range(count)])
    copies = loading._copies(cases, present=500, earlier=470)
    assert len({copy.sister.index for copy in copies}) == units
    assert len({copy.generation for copy in copies}) == generations
    assert len({copy.index for copy in copies}) == len(copies)
    assert 500 + sum(470 if copy.generation else 500 for copy in copies) >= cases
