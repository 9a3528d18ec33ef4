from datetime import timedelta

import pytest

from careloop.customers.actions import customer as customers
from careloop.customers.actions.consent import AlreadyWithdrawn
from careloop.customers.models import Consent
from careloop.customers.queries import consented, withdrawn
from careloop.customers.tests.conftest import AT, refused
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.refusals import Unacceptable

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(clerk):
    def given(customer, at=AT, **facts):
        facts = {"purpose": "offers", "channel": "sms", "text_version": "2026-1", **facts}
        return customers.consent(customer, **facts, actor=clerk, at=at)

    return given


def test_given_withdrawn_and_given_again(take_in, give, clerk):
    ana = take_in("Ana")
    assert not consented(ana, "offers", "sms")
    assert not withdrawn(ana, "offers", "sms")
    first = give(ana)
    assert consented(ana, "offers", "sms")
    assert not withdrawn(ana, "offers", "sms")
    assert not consented(ana, "offers", "email")
    customers.withdraw(first, actor=clerk, at=AT + timedelta(days=1))
    assert not consented(ana, "offers", "sms")
    assert withdrawn(ana, "offers", "sms")
    give(ana, at=AT + timedelta(days=2))
    assert consented(ana, "offers", "sms")
    assert [entry.sentence for entry in of_document(ana.number)][1] == (
        "recorded that the consent was withdrawn: Offers (SMS)"
    )


def test_withdrawn_once_and_not_before_it_was_given(take_in, give, clerk):
    given = give(take_in("Ana"))
    with refused(Unacceptable):
        customers.withdraw(given, actor=clerk, at=AT - timedelta(minutes=1))
    customers.withdraw(given, actor=clerk, at=AT)
    with refused(AlreadyWithdrawn):
        customers.withdraw(given, actor=clerk, at=AT + timedelta(days=1))
    assert Consent.objects.get().withdrawn_at == AT


@pytest.mark.parametrize("wrong", [{"purpose": "spying"}, {"channel": "pigeon"}, {"text_version": ""}])
def test_only_what_can_be_proven(take_in, give, wrong):
    ana = take_in("Ana")
    with refused(Unacceptable) as refusal:
        give(ana, **wrong)
    assert set(refusal.value.errors) == set(wrong)
    assert not Consent.objects.exists()


def test_a_merge_brings_no_withdrawn_consent_back(take_in, give, clerk):
    kept, gone = take_in("Ana"), take_in("Ana")
    customers.withdraw(give(kept), actor=clerk, at=AT + timedelta(days=1))
    give(gone)
    customers.merge(kept, gone=gone, actor=clerk, at=AT + timedelta(days=2))
    assert not consented(kept, "offers", "sms")
