"""An outside firm meets customers in its own work only, whatever rights its people hold there."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from careloop.customers.actions import contract as contracts
from careloop.customers.models import Contract, Customer, Device
from careloop.customers.queries import by_phone, customer_of, find
from careloop.customers.queries.known import Book, owners
from careloop.demo import cast
from careloop.kit.epochs.copy import move
from careloop.org.access import actor_of
from careloop.org.models import Holding, Person, Post, Unit
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


@pytest.fixture(params=["subcontractor", "dealer"])
def firm(stage, request):
    nb = stage.company.units["NB"]
    unit = Unit.objects.create(
        code="FX", kind=request.param, names={"en": "Fixers"}, parent=nb, calendar=nb.calendar
    )
    below = Unit.objects.create(
        code="FY", kind="point", names={"en": "Fixers' yard"}, parent=unit, calendar=nb.calendar
    )
    stage.company.units |= {"FX": unit, "FY": below}
    person = Person.objects.create(username="fix", name="Fix", unit=unit)
    stage.company.people["fix"] = hold(person, "clerk", unit)
    return unit


def hold(person, post, unit):
    Holding.objects.create(
        person=person, post=Post.objects.get(code=post), unit=unit, from_on=date(2026, 1, 1)
    )
    move("org")
    return person


def test_it_sees_no_customer_of_others(stage, firm):
    matter = stage.case()
    contracts.add(
        matter.customer, unit=matter.unit, from_on=date(2026, 1, 1), until_on=date(2027, 1, 1),
        all_devices=True, actor=stage.actor("wang.jianye"), at=NOW,
    )  # fmt: skip
    fix = stage.actor("fix")
    assert fix.may("customers.see")
    for model in (Customer, Device, Contract):
        assert not model.objects.visible_to(fix).exists()
    assert find("13800132207", fix) == find("周淑芬", fix) == by_phone("13800132207", fix) == []
    assert customer_of(matter.customer.number, fix) is None
    client = stage.client("fix")
    assert client.get(reverse("customers:customer", args=[matter.customer.number])).status_code == 404
    assert "周淑芬" not in client.get(reverse("customers:customers")).content.decode()
    asked = f"{reverse('service:call')}?customer={matter.customer.number}"
    assert "周淑芬" not in client.get(asked).content.decode()


def test_it_sees_those_of_its_own_orders_and_those_it_took_in(stage, firm):
    matter = stage.case()
    own = stage.case(unit=firm, phone="13900000001", name="吴", serial="WD820-9")
    fix = stage.actor("fix")
    assert set(Customer.objects.visible_to(fix)) == {own.customer}
    assert set(Device.objects.visible_to(fix)) == {own.device}
    type(matter).objects.filter(pk=matter.pk).update(unit=stage.company.units["FY"])
    assert set(Customer.objects.visible_to(fix)) == {own.customer, matter.customer}


def test_its_file_changes_no_customer_of_others(stage, firm):
    other = stage.case().customer
    row = dict.fromkeys(("number", "name", "phone", "address"), "")
    fix, clerk = stage.actor("fix"), stage.actor("li.wen")
    for named in (
        row | {"number": other.number},
        row | {"name": "周淑芬", "phone": "13800132207"},
        row | {"name": "周淑芬"},
    ):
        assert Book([named], clerk).customer(named) == other
        assert Book([named], fix).customer(named) is None
    owner = {"owner": other.number, "owner_phone": "", "owner_name": ""}
    assert owners([owner], clerk) == {0: other}
    assert owners([owner], fix) == {}


def test_who_also_holds_a_post_in_the_house_sees_all(stage, firm):
    matter = stage.case()
    hold(stage.company.people["fix"], "clerk", stage.company.units["SB"])
    assert matter.customer in Customer.objects.visible_to(actor_of(stage.company.people["fix"], now=NOW))
    # The branch above the firm belongs to the house.
    assert matter.customer in Customer.objects.visible_to(stage.actor("li.wen"))
