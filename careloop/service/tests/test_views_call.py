import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from careloop.catalog.models import FaultCode
from careloop.customers.actions import contract as contracts
from careloop.customers.actions import device as devices
from careloop.customers.models import Customer, Device
from careloop.demo import cast
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.models import IdempotencyKey
from careloop.kit.notices.models import Notice
from careloop.org.models import Person
from careloop.service.actions import case as cases
from careloop.service.models import Call, Case, Order
from careloop.service.queries import intake
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


@pytest.fixture
def clerk(stage) -> Client:
    return stage.client("li.wen")


def form(**more) -> dict:
    given = {"phone": "139 1022 8890", "name": "王秀英", "customer_kind": "person", "language": "zh-hans"}
    given |= {"channel": "phone", "description": "洗衣机不排水", "address": "和平里北街 2 号", "save": "open"}
    return {name: value for name, value in (given | more).items() if value is not None}


def shown(response) -> str:
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def of(matter: Case, **more) -> dict:
    """The form for a known customer."""
    known = {"customer": matter.customer.number, "device": matter.device.number, "name": None}
    return form(**(known | more))


def test_a_new_customer_with_a_new_device_becomes_a_case(stage, clerk):
    zone = stage.company.zones["NB town"]
    sent = form(model="WD-820", serial="WD820-9", bought_on="2026-03-01", zone=zone.pk, urgent="on")
    response = clerk.post(reverse("service:call"), sent)
    matter = Case.objects.select_related("customer", "device__model").get()
    assert response.url == reverse("service:case", args=[matter.number])
    assert (matter.customer.name, matter.device.serial, matter.kind, matter.urgent) == (
        "王秀英", "WD820-9", "C", True,
    )  # fmt: skip
    assert matter.customer.phones.get().digits == "13910228890"
    assert (matter.zone, matter.family.code) == (zone, "washer")


def test_a_known_customer_is_taken_with_what_the_page_proposed(stage, clerk):
    before = stage.case()
    text = shown(clerk.get(f"{reverse('service:call')}?customer={before.customer.number}"))
    for part in ("周淑芬", "WD820-25-118834", "和平里北街 14 号", before.number, "6 working hours"):
        assert part in text
    clerk.post(reverse("service:call"), of(before))
    after = Case.objects.latest("id")
    assert (after.customer, after.device, Customer.objects.count()) == (before.customer, before.device, 1)


def test_printing_opens_the_voucher_beside_the_case(stage, clerk):
    response = clerk.post(reverse("service:call"), form(save="print"), headers=HTMX)
    order = Order.objects.select_related("voucher").get()
    assert response["HX-Redirect"] == reverse("service:case", args=[order.case.number])
    paper = json.loads(response["HX-Trigger"])["careloop:print"]["url"]
    assert order.voucher.number in paper
    assert clerk.get(paper).status_code == 200


@pytest.mark.parametrize("text", ["2207", "138 0013", "周淑", "wd820-25", "WD820-25-118834"])
def test_the_caller_is_found_by_number_name_or_serial(stage, clerk, text):
    matter = stage.case()
    found = shown(clerk.get(reverse("service:call-find"), {"phone": text}))
    assert f'value="{matter.customer.number}"' in found
    assert "1 open" in found
    assert "WD-820" in found


def test_nobody_known_is_a_new_customer(stage, clerk):
    found = shown(clerk.get(reverse("service:call-find"), {"phone": "13999"}))
    assert 'id="call-match-new"' in found
    assert "Nobody known" in found


def test_choosing_draws_what_belongs_to_the_customer(stage, clerk):
    matter = stage.case()
    text = shown(
        clerk.get(reverse("service:call-who"), {"customer": matter.customer.number, "phone": "2207"})
    )
    assert 'data-phone="138 0013 2207"' in text
    for piece in ("call-place", "call-found", "call-payer", "call-side"):
        assert f'id="{piece}"' in text
    assert text.count("hx-swap-oob") == 4
    assert "和平里北街 14 号" in text


def test_who_pays_follows_the_device(stage, clerk):
    matter = stage.case(bought_on=date(2026, 1, 1))
    at = NOW - timedelta(days=1)
    old = devices.add(
        matter.customer, unit=stage.company.units["NB"], actor=stage.actor("li.wen", at), at=at,
        model=stage.company.models["TV-55"], bought_on=date(2020, 1, 1),
    )  # fmt: skip
    url = reverse("service:call-device")
    known = {"customer": matter.customer.number}
    assert "Free in warranty" in shown(clerk.get(url, known | {"device": matter.device.number}))
    assert "labour charged since" in shown(clerk.get(url, known | {"device": old.number}))


def test_who_pays_is_foreseen_for_a_device_that_is_only_described(stage):
    unit, model = stage.company.units["NB"], stage.company.models["WD-820"]
    told = intake.foreseen(None, None, unit, NOW, model, date(2026, 1, 1))
    assert told.kind == "C"
    assert intake.foreseen(None, None, unit, NOW, None, None).kind == "A"
    assert Device.objects.count() == 0


def test_a_contract_for_all_devices_covers_one_that_is_only_described(stage):
    customer, boss = stage.case().customer, stage.actor("wang.jianye")
    contracts.add(
        customer, unit=stage.company.units["NB"], from_on=date(2026, 1, 1), until_on=date(2027, 1, 1),
        all_devices=True, actor=boss, at=NOW,
    )  # fmt: skip
    model = stage.company.models["TV-55"]
    assert intake.foreseen(customer, None, stage.company.units["NB"], NOW, model, None).kind == "B"


def test_the_due_moment_is_the_one_the_clock_will_have(stage, clerk):
    friday = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)
    arrival = intake.arrival(stage.company.zones["NB town"], stage.company.units["NB"], friday)
    assert arrival.due_at == datetime(2026, 9, 28, 7, 0, tzinfo=UTC)
    assert [day.name for day in arrival.days_off if day.name] != []
    remote = intake.arrival(stage.company.zones["NB remote"], stage.company.units["NB"], friday)
    assert remote.due_at == friday + timedelta(hours=24)


def test_the_address_proposes_the_zone_and_a_hand_overrules_it(stage, clerk):
    suburb, town = stage.company.zones["NB suburb"], stage.company.zones["NB town"]
    url, address = reverse("service:call-zone"), {"address": "回龙观东大街 5 号"}
    proposed = shown(clerk.get(url, address))
    assert f'<option value="{suburb.pk}" selected>' in proposed
    assert "7 working hours" in proposed
    by_hand = shown(clerk.get(url, address | {"zone": town.pk, "zone_proposed": suburb.pk}))
    assert f'<option value="{town.pk}" selected>' in by_hand


def test_the_probable_causes_are_those_of_the_same_fault(stage):
    family = stage.company.families["washer"]
    symptom = FaultCode.objects.get(code="noise-spin")
    causes = [FaultCode.objects.get(code=code) for code in ("damper", "damper", "installation")]
    for number, cause in enumerate(causes):
        matter = stage.case(phone=f"1380000{number:04}", serial=f"S{number}", symptom=symptom)
        Order.objects.filter(case=matter).update(cause=cause)
    stage.case(phone="13800009999", serial="S9", symptom=symptom)
    found = intake.probable_causes(family, symptom, NOW)
    assert found is not None
    assert found.orders == 3
    assert [(cause.code, count) for cause, count in found.found] == [("damper", 2), ("installation", 1)]
    assert intake.probable_causes(family, symptom, NOW + timedelta(days=91)).orders == 0
    assert intake.probable_causes(None, symptom, NOW) is None


def test_a_call_about_a_case_goes_to_that_case(stage, clerk):
    matter = stage.case()
    sent = form(about=matter.number, description="问师傅几点到", save=None)
    response = clerk.post(reverse("service:call"), sent)
    assert response.url == reverse("service:case", args=[matter.number])
    line = Call.objects.latest("id")
    assert (line.topic, line.case, line.phone) == ("existing", matter, "139 1022 8890")
    assert "问师傅几点到" in timeline(matter.number)[0].sentence
    assert (Case.objects.count(), Customer.objects.count()) == (1, 1)


def test_a_case_of_another_unit_is_not_there_for_a_call(stage):
    matter = stage.case()
    response = stage.client("mary.clark").post(reverse("service:call"), form(about=matter.number, save=None))
    assert response.status_code == 404
    assert Call.objects.count() == 1


def test_a_consultation_opens_and_ends_at_once(stage, clerk):
    response = clerk.post(reverse("service:call"), form(save="consult", advice="先清洗滤网"))
    matter = Case.objects.get()
    assert response.status_code == 302
    assert (matter.state, matter.outcome) == ("closed", "consultation")
    assert Call.objects.get().topic == "consultation"
    assert not Notice.objects.exists()  # they have just been told
    assert {order.state for order in matter.orders.all()} == {"cancelled"}


def test_a_consultation_needs_the_advice_as_its_proof(stage, clerk):
    response = clerk.post(reverse("service:call"), form(save="consult", advice=""))
    assert response.status_code == 422
    assert "洗衣机不排水" in response.content.decode()
    assert Case.objects.count() == 0


def test_who_pays_is_changed_with_a_reason_only(stage, clerk):
    refused = clerk.post(reverse("service:call"), form(kind="D"))
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert Case.objects.count() == 0
    clerk.post(reverse("service:call"), form(kind="D", kind_reason="样机"))
    assert (Case.objects.get().kind, Case.objects.get().kind_facts) == ("D", {"reason": "样机"})


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"description": ""}, "description"),
        ({"name": "", "phone": ""}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "138 call me 0013"}, "phone"),
        ({"bought_on": "yesterday"}, "bought_on"),
        ({"bought_on": "2030-01-01", "model": "WD-820"}, "bought_on"),
        ({"customer": "CU26-NB-999999"}, "customer"),
        ({"device": "DV26-NB-999999"}, "device"),
        ({"description": "长" * 10_001}, "description"),
        ({"zone": "99999"}, "zone"),
        ({"symptom": "no-such"}, "symptom"),
        ({"channel": "pigeon"}, "channel"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(stage, clerk, sent, field):
    response = clerk.post(reverse("service:call"), form(**sent))
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    text = response.content.decode()
    assert "和平里北街 2 号" in text
    assert "field-error" in text
    assert (Case.objects.count(), Customer.objects.count(), Call.objects.count()) == (0, 0, 0)


def test_a_name_typed_into_the_search_field_is_the_customers_name(stage, clerk):
    clerk.post(reverse("service:call"), form(phone="李静", name=""))
    customer = Customer.objects.get()
    assert (customer.name, customer.phones.count()) == ("李静", 0)


def test_a_serial_number_typed_into_the_search_field_is_no_phone(stage, clerk):
    matter = stage.case()
    clerk.post(reverse("service:call"), of(matter, phone="WD820-25-118834"))
    assert Call.objects.latest("id").phone == ""


def test_a_device_named_without_its_owner_brings_the_owner(stage, clerk):
    matter = stage.case()
    clerk.post(reverse("service:call"), form(device=matter.device.number, name="", phone=""))
    assert Case.objects.latest("id").customer == matter.customer
    assert Customer.objects.count() == 1


def test_emoji_mixed_scripts_and_template_words_are_only_text(stage, clerk):
    odd = "🧺 {{ 7|add:1 }} <b>Wäsche</b> 洗濯機"
    clerk.post(reverse("service:call"), form(name=odd, description=odd))
    assert Case.objects.get().description == odd
    page = shown(clerk.get(f"{reverse('service:call')}?customer={Customer.objects.get().number}"))
    assert "&lt;b&gt;Wäsche&lt;/b&gt;" in page
    assert "{{ 7|add:1 }}" in page


def test_sent_twice_it_is_one_case(stage, clerk):
    headers = HTMX | {"Idempotency-Key": "a-key-of-the-page"}
    answers = [clerk.post(reverse("service:call"), form(), headers=headers) for _try in range(2)]
    assert len({answer["HX-Redirect"] for answer in answers}) == 1
    assert (Case.objects.count(), IdempotencyKey.objects.count()) == (1, 1)


def test_a_call_of_this_morning_is_entered_with_its_true_time_and_a_reason(stage, clerk):
    earlier = (NOW - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    refused = clerk.post(reverse("service:call"), form(at=earlier))
    assert refused.status_code == 422
    assert refused.context["catch_up"].errors["entry_reason"]
    assert Case.objects.count() == 0
    clerk.post(reverse("service:call"), form(at=earlier, entry_reason="停电，按纸单补录"))
    assert Case.objects.get().opened_at == NOW - timedelta(hours=2)


@pytest.mark.parametrize("name", ["call", "call-find", "call-who", "call-device", "call-zone", "call-side"])
def test_only_who_takes_calls_sees_it(stage, name):
    url = reverse(f"service:{name}")
    assert Client().get(url).status_code == 302
    for stranger in ("chen.jianguo", "luo.yan", "admin"):
        assert stage.client(stranger).get(url).status_code == 403
    for may in ("li.wen", "zhao.min"):
        assert stage.client(may).get(url).status_code == 200


def test_who_may_not_take_calls_opens_nothing(stage):
    assert stage.client("chen.jianguo").post(reverse("service:call"), form()).status_code == 403
    assert Case.objects.count() == 0


def test_without_a_script_choosing_draws_the_page_with_what_was_typed(stage, clerk):
    matter = stage.case()
    sent = form(choose=matter.customer.number, phone="2207", name="", save=None, description="半句话")
    text = shown(clerk.post(reverse("service:call"), sent))
    assert f'value="{matter.customer.number}"' in text
    assert "半句话" in text
    assert Case.objects.count() == 1


def fill(stage: Stage, customers: int) -> None:
    """As many customers of the same name, each with as many devices, open cases and closed ones."""
    at = NOW - timedelta(hours=2)
    clerk = stage.actor("li.wen", at)
    for number in range(customers):
        matter = stage.case(at, phone=f"138 0013 22{number:02}", serial=f"S{number}")
        for count in range(customers):
            more = {
                "customer": matter.customer,
                "phone": "",
                "device": matter.device,
                "model": None,
                "serial": "",
            }
            done = stage.case(at, **more)
            cases.withdraw(done, reason="自己修好", actor=clerk, at=at)
            stage.case(at, **more)
            devices.add(
                matter.customer, unit=stage.company.units["NB"], actor=clerk, at=at,
                model=stage.company.models["BC-310"], serial=f"B{number}{count}",
            )  # fmt: skip


def test_as_many_queries_for_one_as_for_three(stage, clerk):
    def counts() -> list[int]:
        customer = Customer.objects.earliest("id")
        device = customer.devices.earliest("id").number
        known = f"customer={customer.number}&device={device}&symptom=noise-spin"
        return [
            queries(clerk, f"{reverse('service:call')}?{known}"),
            queries(clerk, f"{reverse('service:call-find')}?phone=138001322"),
            queries(clerk, f"{reverse('service:call-who')}?{known}"),
            queries(clerk, f"{reverse('service:call-side')}?{known}"),
        ]

    fill(stage, 1)
    one = counts()
    fill(stage, 3)
    assert counts() == one
    assert max(one[1:]) <= 24


@pytest.mark.parametrize(
    "given",
    [
        {"bought_on": "9999-12-31"},
        {"bought_on": "0001-01-01"},
        {"at": "0001-01-01T00:00", "entry_reason": "x"},
        {"at": "1999-12-31T00:00", "entry_reason": "x"},
        {"at": "9999-12-31T23:59", "entry_reason": "x"},
    ],
)
def test_a_day_out_of_reach_is_refused_at_its_field(stage, clerk, given):
    answer = clerk.post(reverse("service:call"), form(model="WD-820", **given))
    assert answer.status_code == 422
    assert "The year lies between" in answer.content.decode()
    assert not Case.objects.exists()
    assert clerk.get(reverse("service:call"), {"model": "WD-820"} | given).status_code == 200


def test_another_number_does_not_go_to_the_customer_who_was_chosen_before(stage, clerk):
    matter = stage.case()
    answer = clerk.post(reverse("service:call"), of(matter, phone="138 9999 8888"))
    assert answer.status_code == 422
    assert "not a number of the customer below" in answer.content.decode()
    assert Case.objects.count() == 1
    assert clerk.post(reverse("service:call"), of(matter, phone="2207")).status_code == 302
