import pytest

from careloop.customers.actions import customer as customers
from careloop.customers.actions import device as devices
from careloop.customers.actions.merge import TheSameRecord
from careloop.customers.actions.record import MergedAway
from careloop.customers.models import Customer, Merge, Phone
from careloop.customers.queries import customer_of, duplicates, find
from careloop.customers.rules import Same
from careloop.customers.tests.conftest import AT, actor, refused
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.refusals import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(take_in, unit, clerk, washer):
    kept = take_in("周淑芬", "13800132207", address="和平里北街 14 号")
    gone = take_in(
        "周淑芳", "13800132207", "95588", address="和平里北街14号", special=True, email="z@example.com"
    )
    devices.add(
        gone, unit=unit, model=washer, serial="118834", address=gone.addresses.get(), actor=clerk, at=AT
    )
    return kept, gone


def test_all_that_belonged_to_the_one_belongs_to_the_other(pair, clerk):
    kept, gone = pair
    device = gone.devices.get()
    merge = customers.merge(kept, gone=gone, reason="the same flat", actor=clerk, at=AT)
    kept.refresh_from_db()
    assert list(kept.phones.values_list("digits", "primary")) == [("13800132207", True), ("95588", False)]
    assert kept.addresses.filter(primary=True).count() == 1
    assert list(kept.devices.all()) == [device]
    assert (kept.name, kept.special, kept.email) == ("周淑芬", True, "z@example.com")
    assert merge.moved["customers.Device"] == [device.pk]
    assert len(merge.moved["customers.Phone"]) == 1
    assert not Phone.objects.filter(customer=gone).exists()


def test_the_number_and_the_old_name_lead_to_the_kept_record(pair, clerk):
    kept, gone = pair
    customers.merge(kept, gone=gone, actor=clerk, at=AT)
    assert customer_of(gone.number, clerk) == kept
    assert find(gone.number, clerk) == find("周淑芳", clerk) == find(kept.number, clerk) == [kept]
    assert of_document(kept.number)[0].sentence == f"merged {gone.number} into this customer"
    assert of_document(gone.number)[0].sentence == f"was merged into {kept.number}"


def test_a_chain_of_merges_leads_to_its_end_at_once(pair, take_in, clerk):
    kept, gone = pair
    last = take_in("周淑芬")
    customers.merge(kept, gone=gone, actor=clerk, at=AT)
    customers.merge(last, gone=kept, actor=clerk, at=AT)
    assert {customer_of(row.number, clerk) for row in (kept, gone, last)} == {last}
    assert Merge.objects.count() == 2


def test_never_into_itself_twice_or_in_a_circle(pair, clerk):
    kept, gone = pair
    with refused(TheSameRecord):
        customers.merge(kept, gone=Customer.objects.get(pk=kept.pk), actor=clerk, at=AT)
    customers.merge(kept, gone=gone, actor=clerk, at=AT)
    for into, away in [(kept, gone), (gone, kept)]:
        with refused(MergedAway):
            customers.merge(into, gone=away, actor=clerk, at=AT)
    assert Merge.objects.count() == 1


def test_who_may_not_merges_nothing(pair):
    kept, gone = pair
    with refused(NotAllowed):
        customers.merge(kept, gone=gone, actor=actor("customers.change"), at=AT)
    gone.refresh_from_db()
    assert (gone.merged_into, gone.phones.count(), gone.devices.count()) == (None, 2, 1)


def test_duplicates_are_proposed_with_their_reasons(pair, take_in, clerk):
    kept, gone = pair
    take_in("周淑芬", "13900000000", address="别处 1 号")
    ((other, likeness),) = duplicates(kept, clerk, AT)
    assert other == gone
    assert (likeness.score, likeness.reasons) == (80, (Same.PHONE, Same.ADDRESS))
    customers.merge(kept, gone=gone, actor=clerk, at=AT)
    assert duplicates(kept, clerk, AT) == []


@pytest.mark.parametrize("count", [1, 3])
def test_proposing_takes_the_same_queries_for_one_and_for_three(
    take_in, clerk, count, django_assert_num_queries
):
    ana = take_in("Ana Gil", "600 123 123")
    for _ in range(count):
        take_in("Ana Gil", "600 123 123", address="Somewhere 1")
    duplicates(ana, clerk, AT)
    ana = Customer.objects.prefetch_related("phones", "addresses", "devices").get(pk=ana.pk)
    with django_assert_num_queries(6):
        assert len(duplicates(ana, clerk, AT)) == count
