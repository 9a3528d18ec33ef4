import re

import pytest

from careloop.customers.actions import customer as customers
from careloop.customers.actions.contact import KnownAlready, NotAPhone
from careloop.customers.actions.record import MergedAway
from careloop.customers.models import Address, Customer, NamePart, Phone
from careloop.customers.tests.conftest import AT, actor, refused
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable

pytestmark = pytest.mark.django_db


def test_taken_in_with_phones_address_and_zone(take_in, suburb):
    zhou = take_in("周淑芬", "138 0013 2207", "0755-8888 1234 转 802", address="东山区和平里北街 14 号")
    assert re.fullmatch(r"CU26-NB-\d{6}", zhou.number)
    assert [(p.typed, p.e164, p.digits, p.extension, p.primary) for p in zhou.phones.all()] == [
        ("138 0013 2207", "+8613800132207", "13800132207", "", True),
        ("0755-8888 1234 转 802", "+8675588881234", "75588881234", "802", False),
    ]
    assert [(a.text, a.zone, a.primary) for a in zhou.addresses.all()] == [
        ("东山区和平里北街 14 号", suburb, True)
    ]
    assert set(zhou.name_parts.values_list("text", flat=True)) == {"周淑芬", "淑芬", "芬"}
    assert str(zhou) == "周淑芬"


def test_personal_values_stand_only_encrypted_beside_the_journal(take_in):
    zhou = take_in("周淑芬", "138 0013 2207", address="和平里北街 14 号")
    entry = Entry.objects.get(document=zhou.number)
    written = str([getattr(entry, field.attname) for field in Entry._meta.fields])
    for value in ("周淑芬", "2207", "和平里"):
        assert value not in written
    assert set(entry.personal) == {"name", "phone", "address"}
    assert of_document(zhou.number)[0].sentence == "registered the customer 周淑芬"


def test_the_same_number_typed_twice_is_one_phone(take_in):
    assert [p.typed for p in take_in("Ana", "13800132207", "+86 138 0013 2207", "").phones.all()] == [
        "13800132207"
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "N" * 121}, "name"),
        ({"phones": ["call me"]}, "phone"),
        ({"phones": ["138 0013 2207", "12"]}, "phone"),
        ({"email": "not-an-address"}, "email"),
        ({"kind": "ghost"}, "kind"),
        ({"language": "xx"}, "language"),
        ({"note": "n" * 4001}, "note"),
        ({"address": "x"}, "text"),
        ({"address": "x" * 301}, "text"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(unit, clerk, facts, field):
    with refused(Unacceptable) as refusal:
        customers.take_in(**{"name": "Ana", **facts}, unit=unit, actor=clerk, at=AT)
    assert list(refusal.value.errors) == [field]
    counts = [model.objects.count() for model in (Customer, Phone, Address, NamePart, Entry)]
    assert counts == [0, 0, 0, 0, 0]


def test_a_malformed_phone_is_named_in_the_sentence(take_in):
    with refused(NotAPhone) as refusal:
        take_in("Ana", "138O0132207")
    assert str(refusal.value).startswith("“138O0132207” is not a phone number")
    assert refusal.value.status == 422


def test_every_script_fits_every_field(take_in):
    odd = "Ana 安娜 😀 {{ 7*7 }} %(x)s <b>"
    ana = take_in(odd, contact_name=odd, note=odd, address=odd)
    ana.refresh_from_db()
    assert (ana.name, ana.note, ana.addresses.get().text) == (odd, odd, odd)
    assert of_document(ana.number)[0].sentence == f"registered the customer {odd}"


def test_who_may_not_takes_nobody_in(unit):
    with refused(NotAllowed):
        customers.take_in(unit=unit, name="Ana", actor=actor("customers.see"), at=AT)
    assert not Customer.objects.exists()


def test_a_change_is_told_field_by_field_and_found_by_the_new_name(take_in, clerk):
    ana = take_in("Ana Gil")
    customers.change(ana, name="Ana Ruiz", special=True, language="en", actor=clerk, at=AT)
    ana.refresh_from_db()
    assert (ana.name, ana.special) == ("Ana Ruiz", True)
    assert set(ana.name_parts.values_list("text", flat=True)) == {"ana ruiz", "ruiz"}
    sentences = [entry.sentence for entry in of_document(ana.number)][:-1]
    assert sorted(sentences) == ["changed name: Ana Gil → Ana Ruiz", "changed special customer: no → yes"]
    assert not Entry.objects.filter(told__icontains="Ruiz").exists()


def test_a_change_of_nothing_is_not_told(take_in, clerk):
    ana = take_in("Ana Gil")
    customers.change(ana, name="Ana Gil", actor=clerk, at=AT)
    assert Entry.objects.count() == 1
    with pytest.raises(TypeError):
        customers.change(ana, number="CU26-NB-999999", actor=clerk, at=AT)


def test_a_phone_added_as_the_main_one_takes_the_place(take_in, clerk):
    ana = take_in("Ana", "600 123 123")
    customers.add_phone(ana, phone="95588", label="bank", primary=True, actor=clerk, at=AT)
    assert list(ana.phones.values_list("typed", "primary")) == [("95588", True), ("600 123 123", False)]
    with refused(KnownAlready):
        customers.add_phone(ana, phone="955-88", actor=clerk, at=AT)
    assert ana.phones.count() == 2


def test_when_the_main_phone_goes_the_next_one_is_the_main_one(take_in, clerk):
    ana = take_in("Ana", "600 123 123", "600 123 124")
    customers.remove_phone(ana.phones.first(), actor=clerk, at=AT)
    assert list(ana.phones.values_list("typed", "primary")) == [("600 123 124", True)]
    customers.remove_phone(ana.phones.first(), actor=clerk, at=AT)
    assert not ana.phones.exists()


def test_addresses_find_their_zone_and_one_is_the_main_one(take_in, clerk, suburb):
    ana = take_in("Ana")
    for text in ("东山区 1 号", "城里 2 号"):
        customers.add_address(ana, text=text, actor=clerk, at=AT)
    customers.add_address(ana, text="城里 3 号", primary=True, actor=clerk, at=AT)
    assert list(ana.addresses.values_list("text", "zone", "primary")) == [
        ("城里 3 号", None, True), ("东山区 1 号", suburb.pk, False), ("城里 2 号", None, False),
    ]  # fmt: skip


def test_nothing_is_written_to_a_record_that_was_merged_away(take_in, clerk):
    kept, gone = take_in("Ana Gil"), take_in("Ana Gil")
    customers.merge(kept, gone=gone, actor=clerk, at=AT)
    for write in (
        lambda: customers.change(gone, name="Ana", actor=clerk, at=AT),
        lambda: customers.add_phone(gone, phone="95588", actor=clerk, at=AT),
        lambda: customers.add_address(gone, text="Somewhere 1", actor=clerk, at=AT),
    ):
        with refused(MergedAway) as refusal:
            write()
        assert str(refusal.value) == f"{gone.number} was merged into {kept.number}; change it there."
    assert not Phone.objects.exists()
    assert Customer.objects.filter(name="Ana Gil").count() == 2
