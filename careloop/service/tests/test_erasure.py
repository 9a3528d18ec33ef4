"""Whoever asks to be forgotten is: on the record, in cases and calls, in messages, in the journal."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from careloop.customers.actions import customer as customers
from careloop.customers.actions.record import Erased
from careloop.customers.models import Address, Consent, Customer, NamePart, Phone
from careloop.customers.queries import by_phone, customer_of, find
from careloop.demo import cast
from careloop.kit.journal.models import Entry, SubjectKey
from careloop.kit.journal.queries import of_document, timeline
from careloop.kit.journal.verify import verify
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.notices.models import Notice
from careloop.service.actions import case, order
from careloop.service.actions.erasure import CaseIsOpen
from careloop.service.models import Call, Case, VoucherSignature
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
SECRETS = (
    "周淑芬",
    "淑芬",
    "138 0013 2207",
    "13800132207",
    "70223100831",
    "和平里",
    "zhou@example.com",
    "door code 17",
)


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


@pytest.fixture
def over(stage):
    """A case that is closed, of a customer who left all that one can leave."""
    matter = stage.assessed()
    by = stage.actor("li.wen")
    customers.change(matter.customer, email="zhou@example.com", note="door code 17", actor=by, at=NOW)
    job = stage.dispatched(matter)
    chen = stage.actor("chen.jianguo")
    order.accept(job, actor=chen, at=NOW)
    order.arrive(job, actor=chen, at=NOW)
    order.finish(job, result="repaired", report="已调平", work_minutes=20, actor=chen, at=NOW)
    order.sign(job, signer="周淑芬", absent_reason="手抖", actor=chen, at=NOW)
    order.sign_off(job, actor=by, at=NOW)
    matter.refresh_from_db()
    case.review(matter, note="好", actor=by, at=NOW)
    case.inform(matter, channel="phone", words="已修好", actor=by, at=NOW)
    case.close(matter, remark="", actor=by, at=NOW)
    return matter


def erase(stage, customer, username="wang.jianye"):
    customers.erase(customer, reason="asked by letter", actor=stage.actor(username), at=NOW)


def held_about(matter):
    """All that the database says, as text, of customer, case, messages and what the journal lets be read."""
    rows = [
        *Customer.objects.values(), *Phone.objects.values(), *Address.objects.values(),
        *NamePart.objects.values(), *Call.objects.values(), *Case.objects.values("address", "preferred_time"),
        *VoucherSignature.objects.values(), *Notice.objects.values(), *Entry.objects.values("told"),
    ]  # fmt: skip
    told = [entry.sentence for entry in timeline(matter.number, show_personal=True)]
    told += [entry.sentence for entry in of_document(matter.customer.number, show_personal=True)]
    return "\n".join([*map(str, rows), *told])


def test_nothing_tells_any_more_who_it_was_and_the_case_stays(stage, over):
    before = held_about(over)
    assert all(secret in before for secret in SECRETS)
    number = over.customer.number
    erase(stage, over.customer)
    after = held_about(over)
    assert [secret for secret in SECRETS if secret in after] == []
    customer = Customer.objects.get()
    assert (customer.number, customer.name, customer.erased_at) == (number, number, NOW)
    over.refresh_from_db()
    assert (over.state, over.customer, over.device is not None) == ("closed", customer, True)
    assert "erased who this customer is: asked by letter" in after
    assert SubjectKey.objects.get(subject=f"customer:{customer.pk}").erased_at == NOW
    assert [fault.kind for fault in verify().faults if fault.kind != "head_missing"] == []


def test_it_is_found_no_more_and_nothing_is_written_to_it(stage, over):
    clerk, customer = stage.actor("li.wen"), over.customer
    erase(stage, customer)
    assert find("周淑芬", clerk) == find(customer.number, clerk) == by_phone("13800132207", clerk) == []
    assert customer_of(customer.number, clerk) is None
    with pytest.raises(Erased):
        customers.add_phone(customer, phone="13900000001", actor=clerk, at=NOW)
    with pytest.raises(Erased):
        erase(stage, customer)
    assert not Consent.objects.exclude(how="").exists()


def test_not_while_a_case_is_open(stage):
    matter = stage.case()
    with pytest.raises(CaseIsOpen):
        erase(stage, matter.customer)
    assert Customer.objects.get().name == "周淑芬"
    assert Phone.objects.exists()


def test_records_that_were_merged_into_it_go_along(stage, over):
    by = stage.actor("wang.jianye")
    gone = customers.take_in(
        unit=over.unit, name="周女士", phones=["13900000001"], actor=stage.actor("li.wen"), at=NOW
    )
    customers.merge(over.customer, gone=gone, actor=by, at=NOW, reason="same phone")
    erase(stage, over.customer)
    gone.refresh_from_db()
    assert (gone.name, gone.erased_at) == (gone.number, NOW)
    assert SubjectKey.objects.get(subject=f"customer:{gone.pk}").erased_at == NOW


@pytest.mark.parametrize("username", ["li.wen", "zhao.min", "luo.yan", "admin"])
def test_only_who_may_erases(stage, over, username):
    with pytest.raises(NotAllowed):
        erase(stage, over.customer, username)
    page = reverse("customers:erase", args=[over.customer.number])
    assert stage.client(username).get(page).status_code == 403


def test_the_page_asks_for_the_number_before(stage, over):
    client, number = stage.client("wang.jianye"), over.customer.number
    page, own = reverse("customers:erase", args=[number]), reverse("customers:customer", args=[number])
    assert page in client.get(own).content.decode()
    assert f'data-confirm-word="{number}"' in client.get(page).content.decode()
    assert client.post(page, {"reason": "asked by letter", "word": "yes"}).status_code == 422
    assert Phone.objects.exists()
    assert client.post(page, {"reason": "asked by letter", "word": number}).status_code == 302
    text = client.get(own).content.decode()
    assert "Erased" in text
    assert page not in text
    assert "周淑芬" not in text


def test_an_open_case_is_named_on_the_page(stage):
    matter = stage.case()
    page = reverse("customers:erase", args=[matter.customer.number])
    answer = stage.client("wang.jianye").post(page, {"reason": "x", "word": matter.customer.number})
    assert answer.status_code == 409
    assert f"{matter.number} is still open" in answer.content.decode()
