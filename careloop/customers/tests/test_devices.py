from datetime import date

import pytest
from django.db import IntegrityError, transaction

from careloop.customers.actions import contract as contracts
from careloop.customers.actions import device as devices
from careloop.customers.actions import warranty
from careloop.customers.actions.device import Retired, SameDeviceTwice
from careloop.customers.models import Contract, Device, WarrantyTerms
from careloop.customers.queries import contract_for, contract_parts, coverage_of
from careloop.customers.rules import Part, Why
from careloop.customers.tests.conftest import AT, actor, refused
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou(take_in):
    return take_in("周淑芬", "13800132207", address="和平里北街 14 号")


@pytest.fixture
def add(zhou, unit, clerk):
    def added(customer=zhou, **facts):
        return devices.add(customer, unit=unit, **facts, actor=clerk, at=AT)

    return added


def test_added_with_a_number_of_its_own(add, zhou, washer):
    device = add(model=washer, serial="sn 118-834", bought_on=date(2025, 3, 2), address=zhou.addresses.get())
    assert (device.number[:8], device.serial, device.serial_key) == ("DV26-NB-", "sn 118-834", "SN118834")
    assert str(device) == "Washing machine WD-820"
    assert of_document(device.number)[0].sentence == "added the device Washing machine WD-820"
    assert str(add(model_text="old fridge")) == "old fridge"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"model_text": " "}, "model"),
        ({"model_text": "fridge", "serial": "s" * 61}, "serial"),
        ({"model_text": "fridge", "bought_on": date(2026, 9, 25)}, "bought_on"),
        (
            {"model_text": "fridge", "bought_on": date(2026, 5, 2), "installed_on": date(2026, 5, 1)},
            "installed_on",
        ),
        ({"model_text": "fridge", "bought_on": "yesterday"}, "bought_on"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(add, facts, field):
    before = Entry.objects.count()
    with refused(Unacceptable) as refusal:
        add(**facts)
    assert list(refusal.value.errors) == [field]
    assert (Device.objects.count(), Entry.objects.count()) == (0, before)


def test_an_address_of_somebody_else_is_refused(add, take_in):
    other = take_in("Ana", address="Somewhere 1")
    with refused(Unacceptable) as refusal:
        add(model_text="fridge", address=other.addresses.get())
    assert list(refusal.value.errors) == ["address"]


def test_a_device_is_not_entered_twice_for_one_customer(add, take_in, washer):
    first = add(model=washer, serial="118834")
    with refused(SameDeviceTwice) as refusal:
        add(model=washer, serial="118-834")
    assert first.number in str(refusal.value)
    assert refusal.value.errors == {"serial": [str(refusal.value)]}
    add(take_in("Ana"), model=washer, serial="118834")
    assert Device.objects.count() == 2


def test_a_change_tells_old_and_new_and_the_serial_is_found_anew(add, washer, clerk):
    device = add(model_text="fridge", serial="1")
    devices.change(device, model=washer, serial="A-2", actor=clerk, at=AT)
    device.refresh_from_db()
    assert (device.model, device.serial_key) == (washer, "A2")
    told = {entry.sentence for entry in of_document(device.number)}
    assert "changed serial number of the device: 1 → A-2" in told
    with refused(Unacceptable):
        devices.change(device, installed_on=date(2026, 1, 1), bought_on=date(2026, 2, 1), actor=clerk, at=AT)


def test_moved_to_a_new_owner_with_its_number_and_without_the_old_address(add, zhou, take_in, clerk):
    ana = take_in("Ana")
    device = add(model_text="fridge", address=zhou.addresses.get())
    devices.move_to(device, customer=ana, actor=clerk, at=AT)
    device.refresh_from_db()
    assert (device.customer, device.address) == (ana, None)
    assert of_document(device.number)[0].sentence == (
        f"moved the device from customer {zhou.number} to customer {ana.number}"
    )


def test_retired_once(add, clerk):
    device = add(model_text="fridge")
    devices.retire(device, on=date(2026, 9, 1), reason="scrapped", actor=clerk, at=AT)
    with refused(Retired):
        devices.retire(device, on=date(2026, 9, 2), reason="again", actor=clerk, at=AT)
    assert Device.objects.get().retired_on == date(2026, 9, 1)
    assert not Device.objects.in_use().exists()


def test_who_may_not_changes_no_device(add, zhou, unit):
    device = add(model_text="fridge")
    nobody = actor("customers.see")
    for act in (
        lambda: devices.add(zhou, unit=unit, model_text="oven", actor=nobody, at=AT),
        lambda: devices.change(device, serial="1", actor=nobody, at=AT),
        lambda: devices.retire(device, on=date(2026, 9, 1), reason="", actor=nobody, at=AT),
        lambda: devices.move_to(device, customer=zhou, actor=nobody, at=AT),
    ):
        with refused(NotAllowed):
            act()
    assert list(Device.objects.values_list("serial", "retired_on")) == [("", None)]


def set_terms(clerk, months, from_on=date(2020, 1, 1), **what):
    labour, parts, travel = months
    return warranty.add(
        **what,
        labour_months=labour,
        parts_months=parts,
        travel_months=travel,
        from_on=from_on,
        actor=clerk,
        at=AT,
    )


def test_the_warranty_comes_from_the_model_or_the_families_above(
    add, washer, clerk, django_assert_num_queries
):
    device = add(model=washer, bought_on=date(2025, 3, 2))
    day = date(2026, 9, 24)
    assert coverage_of(device, day).why == Why.NO_TERMS
    set_terms(clerk, (12, 36, 12), family=washer.family.parent)
    assert coverage_of(device, day).covered == {Part.PARTS}
    set_terms(clerk, (36, 36, 12), model=washer)
    assert coverage_of(device, day).covered == {Part.LABOUR, Part.PARTS}
    assert coverage_of(add(model_text="fridge"), day).why == Why.NO_TERMS
    with django_assert_num_queries(0):
        coverage_of(device, day)


def test_terms_stand_for_a_model_or_a_family_once_a_day(washer, clerk):
    set_terms(clerk, (12, 12, 12), model=washer)
    for wrong in ({}, {"model": washer, "family": washer.family}, {"model": washer}):
        with refused(Unacceptable):
            set_terms(clerk, (24, 24, 24), **wrong)
    with refused(NotAllowed):
        set_terms(actor("customers.change"), (1, 1, 1), family=washer.family)
    assert WarrantyTerms.objects.count() == 1


@pytest.fixture
def agree(zhou, unit, clerk):
    def agreed(customer=zhou, **facts):
        facts = {"from_on": date(2026, 3, 1), "until_on": date(2027, 3, 1), "all_devices": True, **facts}
        return contracts.add(customer, unit=unit, **facts, actor=clerk, at=AT)

    return agreed


def test_a_contract_covers_its_devices_in_its_time(add, agree, zhou):
    fridge, oven = add(model_text="fridge"), add(model_text="oven")
    contract = agree(all_devices=False, devices=[fridge])
    assert contract.number.startswith("CT26-NB-")
    found = {
        (device, day): contract_for(zhou, device, day)
        for device in (fridge, oven, None)
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2027, 2, 28), date(2027, 3, 1))
    }
    running = {(fridge, date(2026, 3, 1)): contract, (fridge, date(2027, 2, 28)): contract}
    assert {key: value for key, value in found.items() if value} == running
    assert contract_parts(contract, date(2026, 3, 1)) == {Part.LABOUR, Part.TRAVEL}


def test_of_several_contracts_the_one_that_covers_most_counts(add, agree, zhou, django_assert_num_queries):
    fridge = add(model_text="fridge")
    agree(until_on=date(2030, 1, 1), all_devices=False, devices=[fridge])
    full = agree(covers_parts=True)
    with django_assert_num_queries(1):
        assert contract_for(zhou, fridge, date(2026, 9, 24)) == full
    assert contract_for(zhou, None, date(2026, 9, 24)) == full


def test_a_contract_says_what_it_covers_for_how_long_and_for_which_devices(add, agree, take_in):
    stranger = add(take_in("Ana"), model_text="fridge")
    for wrong, field in [
        ({"until_on": date(2026, 3, 1)}, "until_on"),
        ({"covers_labour": False, "covers_travel": False}, "covers_labour"),
        ({"all_devices": False}, "devices"),
        ({"all_devices": False, "devices": [stranger]}, "devices"),
    ]:
        with refused(Unacceptable) as refusal:
            agree(**wrong)
        assert list(refusal.value.errors) == [field]
    assert not Contract.objects.exists()


def test_the_database_itself_refuses_a_contract_that_ends_before_it_begins(agree):
    contract = agree()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(until_on=date(2026, 3, 1))
