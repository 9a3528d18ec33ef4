from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from careloop.catalog.models import Brand, Family, FaultCode, LabourOperation, ProductModel
from careloop.customers.models import WarrantyTerms
from careloop.demo import cast
from careloop.kit.journal.models import Entry
from careloop.org.models import Holding, Person, Post
from careloop.service.tests.stage import Stage, queries

pytestmark = pytest.mark.django_db
LISTS = ("families", "models", "faults", "labours")


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


@pytest.fixture
def admin(stage):
    return stage.client("admin")


def at(name, *args):
    return reverse(f"catalog:{name}", args=args)


def labour(code, price, day=1):
    return LabourOperation.objects.create(
        code=code, names={"en": "Drum out and in"}, minutes=60, price=price, from_on=date(2026, 1, day)
    )


def test_a_family_is_added_below_another_and_changed(stage, admin):
    given = {"code": "toploader", "name_en": "Top loader", "parent": "washer", "skill": ""}
    assert admin.post(at("family-add"), given).status_code == 302
    added = Family.objects.get(code="toploader")
    assert (added.names, added.parent.code, added.skill) == ({"en": "Top loader"}, "washer", None)
    page = admin.get(at("family", added.pk)).content.decode()
    assert "Laundry, from the family above" in page
    assert "Washing machine › Top loader" in admin.get(at("families")).content.decode()
    changed = {**given, "name_zh_hans": "波轮洗衣机"}
    assert admin.post(at("family-change", added.pk), changed).status_code == 302
    added.refresh_from_db()
    assert added.names == {"en": "Top loader", "zh-hans": "波轮洗衣机"}
    assert [e.word for e in Entry.objects.filter(document="family:toploader")] == [
        "catalog.family.add",
        "catalog.family.change",
    ]


def test_a_family_does_not_become_part_of_what_hangs_below_it(stage, admin):
    washer = stage.company.families["washer"]
    admin.post(at("family-add"), {"code": "toploader", "name_en": "Top loader", "parent": "washer"})
    answer = admin.post(
        at("family-change", washer.pk), {"code": "washer", "name_en": "Washer", "parent": "toploader"}
    )
    assert answer.status_code == 422
    assert "A thing cannot be part of itself." in answer.content.decode()


def test_a_model_comes_with_its_brand_and_is_discontinued(stage, admin):
    given = {"code": "WD-999", "family": "washer", "brand": "hehe"}
    assert admin.post(at("model-add"), given).status_code == 302
    admin.post(at("model-add"), {**given, "code": "WD-998", "brand": "Baiyun"})
    models = ProductModel.objects.filter(code__startswith="WD-99").order_by("code")
    assert [model.brand.name for model in models] == ["Baiyun", "Hehe"]
    assert Brand.objects.filter(name__iexact="hehe").count() == 1
    model = models.get(code="WD-999")
    admin.post(at("model-change", model.pk), {**given, "discontinued_on": "2026-10-01"})
    model.refresh_from_db()
    assert model.discontinued_on == date(2026, 10, 1)
    listed = admin.get(at("models") + "?q=wd-99").content.decode()
    assert "WD-998" in listed
    assert "WD-999" in listed
    assert "WD-999" not in admin.get(at("models") + "?q=wd-99&sold=on").content.decode()


def test_the_same_code_twice_stands_at_its_field(stage, admin):
    answer = admin.post(at("model-add"), {"code": "WD-820", "family": "washer"})
    assert answer.status_code == 422
    assert ProductModel.objects.filter(code="WD-820").count() == 1


def test_a_fault_code_hangs_below_one_of_its_kind(stage, admin):
    noise = FaultCode.objects.get(code="noise")
    given = {"kind": "symptom", "code": "hum", "name_en": "Hums", "family": "washer", "parent": noise.pk}
    assert admin.post(at("fault-add"), given).status_code == 302
    assert FaultCode.objects.get(code="hum").parent == noise
    assert admin.post(at("fault-add"), {**given, "code": "why", "kind": "cause"}).status_code == 422
    listed = admin.get(at("faults") + "?kind=symptom&q=hum").content.decode()
    assert "Hums" in listed


def test_an_operation_gets_a_new_price_from_a_day_on(stage, admin):
    line = labour("L01", Decimal("80"))
    form = admin.get(at("labour-add") + f"?like={line.pk}").content.decode()
    assert 'value="L01"' in form
    assert 'value="2026-11-26"' in form
    given = {
        "code": "L01",
        "name_en": "Drum out and in",
        "minutes": 60,
        "price": "88.50",
        "from_on": "2026-12-01",
    }
    assert admin.post(at("labour-add"), given).status_code == 302
    assert admin.post(at("labour-add"), given).status_code == 422
    page = admin.get(at("labour", line.pk)).content.decode()
    assert "88.50" in page


def test_terms_are_set_on_the_page_of_a_family_or_a_model(stage, admin):
    washer, model = stage.company.families["washer"], stage.company.models["WD-820"]
    given = {
        "labour_months": 60, "parts_months": 36, "travel_months": 12,
        "starts_from": "installation", "from_on": "2026-12-01",
    }  # fmt: skip
    for noun, row in (("family", washer), ("model", model)):
        url = reverse("customers:terms-add", args=[noun, row.pk])
        assert admin.post(url, given).status_code == 302
        assert admin.post(url, given).status_code == 422  # from that date already
        assert "60 months" in admin.get(at(noun, row.pk)).content.decode()
    assert WarrantyTerms.objects.filter(labour_months=60, starts_from="installation").count() == 2
    assert admin.get(reverse("customers:terms-add", args=["brand", 1])).status_code == 404


@pytest.mark.parametrize("name", ["family-add", "model-add", "fault-add", "labour-add"])
def test_others_read_and_change_nothing(stage, name):
    clerk = stage.client("li.wen")
    for each in LISTS:
        assert clerk.get(at(each)).status_code == 200
    page = clerk.get(at("family", stage.company.families["washer"].pk)).content.decode()
    assert "Change" not in page
    assert "Set terms" not in page
    assert "36 months" in page
    assert clerk.get(at(name)).status_code == 403
    assert clerk.post(at(name), {}).status_code == 403


def test_a_right_in_one_branch_does_not_reach_the_catalogue(stage):
    gao = stage.company.people["gao.lan"]
    Holding.objects.create(
        person=gao,
        post=Post.objects.get(code="administrator"),
        unit=stage.company.units["CT"],
        from_on=date(2026, 9, 1),
    )
    client = stage.client("gao.lan")
    assert client.get(at("model-add")).status_code == 403
    assert "Add a model" not in client.get(at("products")).content.decode()


def test_pages_take_the_same_number_of_queries_with_one_row_and_with_more(stage, admin):
    labour("L01", 80)
    before = {name: queries(admin, at(name)) for name in ("products", *LISTS)}
    for number in range(3):
        family = Family.objects.create(
            code=f"f{number}", names={"en": "F"}, parent=stage.company.families["washer"]
        )
        brand = Brand.objects.create(name=f"B{number}")
        ProductModel.objects.create(code=f"M{number}", family=family, brand=brand, search="m")
        parent = FaultCode.objects.create(kind="cause", code=f"c{number}", names={"en": "C"}, family=family)
        FaultCode.objects.create(
            kind="cause", code=f"d{number}", names={"en": "D"}, family=family, parent=parent
        )
        labour(f"L1{number}", 80, day=number + 2)
    assert {name: queries(admin, at(name)) for name in before} == before


def test_names_are_searched_in_every_language(stage, admin):
    assert "washer" in admin.get(at("families") + "?q=洗衣").content.decode()
    assert "fridge" not in admin.get(at("families") + "?q=洗衣").content.decode()
