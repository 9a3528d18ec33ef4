from collections.abc import Iterable
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from careloop.customers.actions import customer as customers
from careloop.customers.models import Customer, Device
from careloop.demo import cast
from careloop.kit.journal.queries import timeline
from careloop.kit.sheets import actions
from careloop.kit.sheets.models import Import
from careloop.kit.sheets.run import run_import
from careloop.kit.sheets.sheet import find_sheet
from careloop.org.models import Person
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
HEADER = "客户姓名,手机,地址,备注"


@pytest.fixture
def stage(monkeypatch, settings, tmp_path) -> Stage:
    settings.MEDIA_ROOT = tmp_path / "files"
    company = cast.build(NOW.replace(month=9, day=1))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def bring(stage: Stage, sheet: str, lines: Iterable[str], who: str = "li.wen") -> Import:
    declared, actor = find_sheet(sheet), stage.actor(who)
    assert declared is not None
    upload = ContentFile("\n".join(lines).encode("utf-8-sig"), "file.csv")
    work = actions.receive(declared, upload=upload, actor=actor, at=NOW)
    actions.begin(work, actor=actor, at=NOW)
    return run_import(work.pk, NOW)


def counts(work: Import) -> tuple[int, int, int, int]:
    return work.added, work.changed, work.same, work.refused


def errors(work: Import) -> dict[int, dict]:
    return dict(work.rows.filter(outcome="refused").values_list("number", "errors"))


def test_customers_are_taken_in_with_their_story(stage):
    work = bring(stage, "customers.customers", [HEADER, "周淑芬,138 0013 2207,和平里北街 14 号,", "李静,,,"])
    assert counts(work) == (2, 0, 0, 0)
    zhou = Customer.objects.get(name="周淑芬")
    assert (zhou.phones.get().e164, zhou.addresses.get().zone.kind) == ("+8613800132207", "town")
    assert (zhou.kind, zhou.language, zhou.taken_by.code) == ("person", "en", "NB")
    entry = timeline(zhou.number)[0]
    assert (entry.word, entry.personal.keys()) == ("customers.customer.take_in", {"name", "phone", "address"})
    assert "周淑芬" in entry.sentence


def test_the_same_file_again_changes_nothing(stage):
    lines = [HEADER, "周淑芬,138 0013 2207,和平里北街 14 号,老人", "李静,,安定门外大街 88 号,", "张伟,,,"]
    bring(stage, "customers.customers", lines)
    assert counts(bring(stage, "customers.customers", lines)) == (0, 0, 3, 0)
    assert Customer.objects.count() == 3


def test_what_is_known_is_changed_and_empty_cells_leave_it(stage):
    bring(stage, "customers.customers", [HEADER, "周淑芬,138 0013 2207,,老人"])
    work = bring(
        stage, "customers.customers", [HEADER, "周淑芬,+86 13800132207,,", "周淑芬,13800132207,,搬家了"]
    )
    assert counts(work) == (0, 1, 1, 0)
    assert Customer.objects.get().note == "搬家了"


def test_the_same_phone_with_another_name_is_another_customer(stage):
    bring(stage, "customers.customers", [HEADER, "周淑芬,138 0013 2207,,", "周先生,13800132207,,"])
    assert Customer.objects.count() == 2


def test_two_spellings_in_one_file_are_one_customer(stage):
    work = bring(stage, "customers.customers", [HEADER, "周淑芬,138 0013 2207,,", "周淑芬,138-0013-2207,,"])
    assert counts(work) == (1, 0, 1, 0)


def test_a_row_that_is_wrong_is_refused_by_itself(stage):
    lines = [HEADER, "周淑芬,call me,,", ",138 0013 2207,,", "李静,139 5555 6666,,", "张伟,1.38E+10,,"]
    work = bring(stage, "customers.customers", lines)
    assert counts(work) == (1, 0, 0, 3)
    found = errors(work)
    assert [next(iter(found[row])) for row in (2, 3, 5)] == ["phone", "name", "phone"]


def test_a_number_of_ours_names_the_customer_and_one_of_another_system_does_not(stage):
    ours = customers.take_in(
        unit=stage.company.units["NB"], name="周淑芬", actor=stage.actor("li.wen"), at=NOW, language="en"
    )
    lines = ["客户编号,姓名,备注", f"{ours.number},周淑芬女士,", "K-0001,李静,"]
    work = bring(stage, "customers.customers", lines)
    assert counts(work) == (1, 1, 0, 0)
    ours.refresh_from_db()
    assert ours.name == "周淑芬女士"


def test_devices_find_their_owners(stage):
    zhou = customers.take_in(
        unit=stage.company.units["NB"],
        name="周淑芬",
        phones=["138 0013 2207"],
        actor=stage.actor("li.wen"),
        at=NOW,
    )
    lines = ["型号,序列号,电话,购买日期", "wd-820,WD820-1,13800132207,2025/3/2", "老式洗衣机,,138 0013 2207,"]
    work = bring(stage, "customers.devices", lines)
    assert counts(work) == (2, 0, 0, 0)
    known = Device.objects.get(serial="WD820-1")
    assert (known.customer, known.model.code, known.bought_on) == (zhou, "WD-820", date(2025, 3, 2))
    assert Device.objects.get(serial="").model_text == "老式洗衣机"
    again = [lines[0], "WD-820,wd820 1,13800132207,2025-03-03"]
    assert counts(bring(stage, "customers.devices", again)) == (0, 1, 0, 0)
    assert timeline(known.number)[-1].word == "customers.device.add"


def test_a_device_of_nobody_or_of_several_is_refused_with_the_reason(stage):
    unit, clerk = stage.company.units["NB"], stage.actor("li.wen")
    for name in ("周淑芬", "周先生"):
        customers.take_in(unit=unit, name=name, phones=["138 0013 2207"], actor=clerk, at=NOW)
    lines = [
        "型号,序列号,电话,客户姓名,客户编号,购买日期",
        "WD-820,1,13800132207,,,",
        "WD-820,2,13800132207,周先生,,",
        "WD-820,3,13999999999,,,",
        "WD-820,4,,,CU26-NB-999999,",
        "WD-820,5,,,,",
        "WD-820,6,13800132207,周先生,,2030-01-01",
    ]
    work = bring(stage, "customers.devices", lines)
    assert counts(work) == (1, 0, 0, 5)
    named = {row: next(iter(found)) for row, found in errors(work).items()}
    assert named == {2: "owner_phone", 4: "owner_phone", 5: "owner", 6: "owner", 7: "bought_on"}
    assert Device.objects.get().customer.name == "周先生"


def test_only_who_may_import_finds_the_way(stage):
    for name, way in (("customers", "import"), ("devices", "import-devices")):
        listed, url = reverse(f"customers:{name}"), reverse(f"customers:{way}")
        clerk, auditor = stage.client("li.wen"), stage.client("luo.yan")
        assert url in clerk.get(listed).content.decode()
        assert url not in auditor.get(listed).content.decode()
        assert clerk.get(url, follow=True).status_code == 200
        assert auditor.get(url, follow=True).status_code == 404


def test_an_administrator_fills_an_empty_company(stage):
    work = bring(stage, "customers.customers", [HEADER, "周淑芬,138 0013 2207,,"], who="admin")
    assert counts(work) == (1, 0, 0, 0)
