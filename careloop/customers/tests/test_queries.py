from datetime import date

import pytest

from careloop.customers.actions import contract as contracts
from careloop.customers.actions import device as devices
from careloop.customers.lists import CustomerList
from careloop.customers.models import Contract, Customer, Device
from careloop.customers.queries import by_phone, card, customer_of, find, phone_for
from careloop.customers.tests.conftest import AT, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(take_in, unit, clerk, washer):
    zhou = take_in("周淑芬", "138 0013 2207", "0755-8888 1234", address="和平里北街 14 号")
    company = take_in("城北永盛物业", "138 0013 2261", kind="company", contact_name="吕经理")
    maria = take_in("María García López", "+34 600 123 123")
    devices.add(zhou, unit=unit, model=washer, serial="SN-118834", actor=clerk, at=AT)
    contracts.add(
        company, unit=unit, from_on=date(2026, 1, 1), until_on=date(2027, 1, 1), all_devices=True,
        actor=clerk, at=AT,
    )  # fmt: skip
    return {"zhou": zhou, "company": company, "maria": maria}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("13800132207", ["zhou"]),
        ("138 0013", ["company", "zhou"]),
        ("+86 138-0013-22", ["company", "zhou"]),
        ("2207", ["zhou"]),
        ("1234", ["zhou"]),
        ("0755-8888", ["zhou"]),
        ("+34600", ["maria"]),
        ("22", []),
        ("周", ["zhou"]),
        ("淑芬", ["zhou"]),
        ("永盛", ["company"]),
        ("吕经理", ["company"]),
        ("GARCIA", ["maria"]),
        ("lópez", ["maria"]),
        ("maría garcía", ["maria"]),
        ("arcia", []),
        ("sn118", ["zhou"]),
        ("SN-118834", ["zhou"]),
        ("CU26-NB-999999", []),
        ("%", []),
        ("_", []),
        ("周%", []),
        ("", []),
        ("😀", []),
    ],
)
def test_one_search_for_whatever_is_said(people, clerk, text, who):
    found = find(text, clerk)
    assert {row.pk for row in found} == {people[name].pk for name in who}
    assert len(found) == len(who)


def test_found_by_any_number_of_theirs(people, clerk):
    zhou, company = people["zhou"], people["company"]
    for number, found in [
        (zhou.number, zhou),
        (f" {zhou.number.lower()} ", zhou),
        (zhou.devices.get().number, zhou),
        (company.contracts.get().number, company),
    ]:
        assert find(number, clerk) == [found]


def test_an_exact_name_comes_before_longer_ones(take_in, clerk):
    for name in ("Ana Gil", "Ana", "Ana Beltrán"):
        take_in(name)
    assert find("ana", clerk)[0].name == "Ana"
    assert len(find("ana", clerk, limit=2)) == 2


def test_who_may_not_see_customers_finds_none(people, clerk, django_assert_num_queries):
    technician = actor("customers.see_phones")
    assert find("周", technician) == []
    for model in (Customer, Device, Contract):
        assert not model.objects.visible_to(technician)
        assert model.objects.visible_to(clerk)
    assert "WHERE" not in str(Customer.objects.visible_to(clerk).order_by().query)


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries_for_one_and_for_three(
    take_in, unit, clerk, washer, count, django_assert_num_queries
):
    for number in range(count):
        row = take_in("Ana Gil", f"600 123 12{number}", f"600 123 13{number}")
        devices.add(row, unit=unit, model=washer, serial=f"6001{number}", actor=clerk, at=AT)
    for text, queries in [("600 1", 5), ("ana", 6)]:
        with django_assert_num_queries(queries):
            found = find(text, clerk)
            shown = [(row.phones.all()[0].typed, str(row.devices.all()[0].model.family)) for row in found]
        assert len(shown) == count


def test_a_caller_is_known_by_the_whole_number_however_typed(people, clerk):
    for typed in ("13800132207", "+86 138 0013 2207", "0086 138 0013 2207"):
        assert by_phone(typed, clerk) == [people["zhou"]]
    assert by_phone("13800132208", clerk) == by_phone("call me", clerk) == []


def test_the_same_digits_in_another_country_are_another_number(take_in, clerk):
    spain, china = take_in("Ana", "+34 600 123 123"), take_in("安娜", "600123123")
    assert by_phone("+34 600123123", clerk) == [china, spain]
    take_in("Anne", "+33 6 00 12 31 23")
    assert len(by_phone("+33 600123123", clerk)) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_takes_seven_queries_however_much_is_on_it(
    take_in, unit, clerk, washer, count, django_assert_num_queries
):
    ana = take_in("Ana", *[f"600 123 12{number}" for number in range(count)], address="Somewhere 1")
    for number in range(count):
        device = devices.add(ana, unit=unit, model=washer, serial=str(number), actor=clerk, at=AT)
        contracts.add(
            ana, unit=unit, from_on=date(2026, 1, 1), until_on=date(2027, 1, 1), devices=[device],
            actor=clerk, at=AT,
        )  # fmt: skip
    with django_assert_num_queries(7):
        shown = card(ana.pk)
        assert len([str(device.model.brand) for device in shown.devices.all()]) == count
        assert len([each.devices.all()[0] for each in shown.contracts.all()]) == count
        assert [address.zone for address in shown.addresses.all()] == [None]
        assert (len(shown.consents.all()), str(shown.taken_by)) == (0, "North")


def test_phones_are_masked_for_those_who_need_not_see_them(people, clerk):
    phone = people["zhou"].phones.first()
    assert phone_for(phone, clerk) == "138 0013 2207"
    assert phone_for(phone, actor("customers.see")) == phone.masked == "138******07"
    assert customer_of("CU26-NB-999999", clerk) is None


def test_who_sees_numbers_masked_finds_by_whole_ones_only(people, clerk):
    auditor = actor("customers.see")
    whole = find("138 0013 2207", clerk)
    assert whole
    assert find("138 0013 2207", auditor) == find("+86 138 0013 2207", auditor) == whole
    for part in ("138", "1380013220", "2207", "3800132207"):
        assert find(part, auditor) == []
    listed = CustomerList()
    for part, who, found in (
        ("138001", clerk, True),
        ("138001", auditor, False),
        ("13800132207", auditor, True),
    ):
        assert listed.search(listed.rows(who), part).exists() == found
