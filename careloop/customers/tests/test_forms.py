from datetime import date

import pytest

from careloop.customers.actions import contract as contracts
from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.forms import ContractForm, CustomerForm, DeviceForm
from careloop.customers.tests.conftest import AT

pytestmark = pytest.mark.django_db

ANA = {"kind": "person", "name": "Ana", "phone": "600 123 123", "other_phone": "95588", "language": "es"}


def test_what_was_typed_is_what_the_actions_take(unit, clerk, washer):
    form = CustomerForm(ANA | {"address": "Somewhere 1", "note": "dog"})
    assert form.is_valid(), form.errors
    ana = customers.take_in(**form.parameters(), unit=unit, actor=clerk, at=AT)
    assert (ana.language, ana.phones.count(), ana.addresses.count()) == ("es", 2, 1)
    for typed, expected in [(" wd-820 ", "Washing machine WD-820"), ("the fridge", "the fridge")]:
        device_form = DeviceForm({"model": typed, "bought_on": "2025-03-02"})
        assert device_form.is_valid(), device_form.errors
        assert str(devices.add(ana, **device_form.parameters(), unit=unit, actor=clerk, at=AT)) == expected
    contract_form = ContractForm(
        {"from_on": "2026-03-01", "until_on": "2027-03-01", "covers_parts": "on", "all_devices": "on"},
        customer=ana,
    )
    assert contract_form.is_valid(), contract_form.errors
    contract = contracts.add(ana, **contract_form.parameters(), unit=unit, actor=clerk, at=AT)
    assert (contract.until_on, contract.covers_labour, contract.covers_parts) == (
        date(2027, 3, 1),
        False,
        True,
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "call me"}, "phone"),
        ({"other_phone": "1"}, "other_phone"),
        ({"email": "x"}, "email"),
        ({"name": "a\x00b"}, "name"),
        ({"note": "n" * 4001}, "note"),
    ],
)
def test_a_customer_is_refused_at_the_field(wrong, field):
    assert list(CustomerForm(ANA | wrong).errors) == [field]


def test_a_device_is_refused_at_the_field():
    form = DeviceForm({"model": "fridge", "bought_on": "2026-05-02", "installed_on": "2026-05-01"})
    assert list(form.errors) == ["installed_on"]
    assert set(DeviceForm({"bought_on": "some day"}).errors) == {"model", "bought_on"}


def test_a_contract_takes_only_devices_of_its_customer(take_in, unit, clerk):
    ana, zhou = take_in("Ana"), take_in("Zhou")
    fridge = devices.add(zhou, unit=unit, model_text="fridge", actor=clerk, at=AT)
    given = {"from_on": "2026-03-01", "until_on": "2026-03-01", "devices": [fridge.pk]}
    assert set(ContractForm(given, customer=ana).errors) == {"until_on", "covers_labour", "devices"}
    assert set(ContractForm(given, customer=zhou).errors) == {"until_on", "covers_labour"}
