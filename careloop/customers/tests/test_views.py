from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from careloop.customers.actions import consent as consents
from careloop.customers.actions import contract as contracts
from careloop.customers.actions import customer as actions
from careloop.customers.actions import device as devices
from careloop.customers.models import Contract, Customer, Device, Phone
from careloop.customers.queries import related
from careloop.demo import cast
from careloop.kit.journal.queries import timeline
from careloop.org.models import Person
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(NOW.replace(month=9, day=1))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


@pytest.fixture
def zhou(stage) -> Customer:
    return take_in(stage, "周淑芬", "138 0013 2207", address="和平里北街 14 号")


def take_in(stage: Stage, name: str, *phones: str, **more) -> Customer:
    clerk = stage.actor("li.wen")
    return actions.take_in(
        unit=stage.company.units["NB"], name=name, phones=phones, actor=clerk, at=NOW, **more
    )


def add(stage: Stage, customer: Customer, serial: str, at: datetime = NOW, **more) -> Device:
    facts = {"model": stage.company.models["WD-820"], "serial": serial, "bought_on": date(2026, 1, 5)}
    unit = stage.company.units["NB"]
    return devices.add(customer, unit=unit, actor=stage.actor("li.wen"), at=at, **(facts | more))


def sign(stage: Stage, customer: Customer, **more) -> Contract:
    facts = {"from_on": date(2026, 1, 1), "until_on": date(2027, 1, 1), "all_devices": True}
    unit = stage.company.units["NB"]
    return contracts.add(customer, unit=unit, actor=stage.actor("wang.jianye"), at=NOW, **(facts | more))


def page(customer: Customer) -> str:
    return reverse("customers:customer", args=[customer.number])


def shown(response) -> str:
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


def test_the_page_tells_who_it_is_and_what_they_have(stage, zhou):
    add(stage, zhou, "WD820-1")
    sign(stage, zhou)
    actions.consent(
        zhou, purpose="messages", channel="sms", text_version="2026-01", actor=stage.actor("li.wen"), at=NOW
    )
    text = shown(stage.client("li.wen").get(page(zhou)))
    for part in (
        "周淑芬",
        "138 0013 2207",
        "和平里北街 14 号",
        "WD820-1",
        "CT26-NB-",
        "2026-01",
        "registered",
    ):
        assert part in text
    assert f"{reverse('service:call')}?customer={zhou.number}" in text


def test_a_phone_is_masked_for_who_need_not_see_it(stage, zhou):
    text = shown(stage.client("luo.yan").get(page(zhou)))
    assert "138******07" in text
    assert "138 0013 2207" not in text
    listed = shown(stage.client("luo.yan").get(reverse("customers:customers")))
    assert "138******07" in listed
    assert "0013 2207" not in listed
    assert "138 0013 2207" in shown(stage.client("li.wen").get(reverse("customers:customers")))


ADDRESSES = (
    "customers", "devices", "contracts", "customer", "device", "contract", "change", "phone-new", "address-new",
    "consent-new", "device-new", "contract-new", "device-change", "device-move", "device-retire", "new",
    "merge-choose",
)  # fmt: skip
# What each post gets: a page, a refusal, or nothing there at all.
CHANGES = {"change", "phone-new", "address-new", "consent-new", "device-new", "device-change", "device-move",
           "device-retire", "new"}  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_may_open_which_page(stage, zhou, name):
    device, contract = add(stage, zhou, "WD820-1"), sign(stage, zhou)
    numbers = {"device": device, "contract": contract, "device-change": device, "device-move": device}
    numbers["device-retire"] = device
    plain = name in ("customers", "devices", "contracts", "new")
    url = reverse(f"customers:{name}", args=() if plain else [numbers.get(name, zhou).number])
    status = {
        who: stage.client(who).get(url).status_code
        for who in ("chen.jianguo", "luo.yan", "li.wen", "wang.jianye")
    }
    assert Client().get(url).status_code == 302
    assert status["chen.jianguo"] == (403 if name == "new" else 404)
    needs = {"contract-new", "merge-choose"}
    assert status["luo.yan"] == (403 if name in CHANGES | needs else 200)
    assert status["li.wen"] == (403 if name in needs else 200)
    assert status["wang.jianye"] == 200


def test_a_new_customer_is_taken_in(stage):
    sent = {"kind": "person", "name": "王秀英", "phone": "139 1022 8890", "address": "安定门外大街 88 号"}
    response = stage.client("li.wen").post(reverse("customers:new"), sent | {"language": "zh-hans"})
    customer = Customer.objects.get()
    assert response.url == page(customer)
    assert (customer.name, customer.addresses.get().zone.kind) == ("王秀英", "town")


def test_a_number_that_is_known_is_said_before_a_second_record_is_made(stage, zhou):
    sent = {"kind": "person", "name": "周小姐", "phone": "13800132207", "language": "zh-hans"}
    asked = stage.client("li.wen").post(reverse("customers:new"), sent)
    assert asked.status_code == 409
    assert zhou.number in asked.content.decode()
    assert Customer.objects.count() == 1
    stage.client("li.wen").post(reverse("customers:new"), sent | {"sure": "1"})
    assert Customer.objects.count() == 2


def test_the_facts_are_changed_and_told(stage, zhou):
    sent = {"kind": "person", "name": "周淑芬", "language": "es", "note": "先打电话", "special": "on"}
    stage.client("li.wen").post(reverse("customers:change", args=[zhou.number]), sent)
    zhou.refresh_from_db()
    assert (zhou.language, zhou.note, zhou.special) == ("es", "先打电话", True)
    assert len(timeline(zhou.number)) == 4


def test_phones_come_and_go(stage, zhou):
    clerk, url = stage.client("li.wen"), reverse("customers:phone-new", args=[zhou.number])
    bad = clerk.post(url, {"phone": "call me"})
    assert bad.status_code == 422
    assert "call me" in bad.context["form"].errors["phone"][0]
    twice = clerk.post(url, {"phone": "+86 138 0013 2207"})
    assert twice.status_code == 422
    clerk.post(url, {"phone": "010-6403 5512", "label": "女儿"})
    added = Phone.objects.get(label="女儿")
    clerk.post(reverse("customers:phone-remove", args=[zhou.number, added.pk]))
    assert zhou.phones.count() == 1
    other = take_in(stage, "别人", "139 0000 0000").phones.get()
    assert clerk.post(reverse("customers:phone-remove", args=[zhou.number, other.pk])).status_code == 404


def test_an_address_and_a_consent_are_added(stage, zhou):
    clerk = stage.client("li.wen")
    clerk.post(
        reverse("customers:address-new", args=[zhou.number]), {"text": "回龙观东大街 5 号", "primary": "on"}
    )
    assert zhou.addresses.get(primary=True).zone.kind == "suburb"
    told = {"purpose": "offers", "channel": "sms", "text_version": "7"}
    clerk.post(reverse("customers:consent-new", args=[zhou.number]), told)
    consent = zhou.consents.get()
    withdraw = reverse("customers:consent-withdraw", args=[zhou.number, consent.pk])
    clerk.post(withdraw)
    consent.refresh_from_db()
    assert consent.withdrawn_at == NOW
    assert clerk.post(withdraw).status_code == 409
    assert clerk.get(withdraw).status_code == 405


def test_a_device_is_added_changed_moved_and_retired(stage, zhou):
    clerk = stage.client("li.wen")
    url = reverse("customers:device-new", args=[zhou.number])
    assert clerk.post(url, {"model": "", "serial": "1"}).status_code == 422
    clerk.post(url, {"model": "wd-820", "serial": "WD820-7", "bought_on": "2026-01-05"})
    device = Device.objects.get()
    assert device.model == stage.company.models["WD-820"]
    twice = clerk.post(url, {"model": "WD-820", "serial": "wd820 7"})
    assert twice.status_code == 422
    assert device.number in twice.context["form"].errors["serial"][0]
    change = reverse("customers:device-change", args=[device.number])
    assert 'value="WD-820"' in shown(clerk.get(change))
    clerk.post(change, {"model": "WD-820", "serial": "WD820-8", "installed_on": "2026-02-01"})
    other = take_in(stage, "新主人", "139 0000 0000")
    move = reverse("customers:device-move", args=[device.number])
    assert clerk.post(move, {"customer": "CU26-NB-999999"}).status_code == 422
    clerk.post(move, {"customer": other.number.lower()})
    retire = reverse("customers:device-retire", args=[device.number])
    clerk.post(retire, {"on": "2026-11-01", "reason": "报废"})
    assert clerk.post(retire, {"on": "2026-11-01", "reason": "报废"}).status_code == 409
    device.refresh_from_db()
    assert (device.customer, device.serial, device.retired_on) == (other, "WD820-8", date(2026, 11, 1))


def test_the_warranty_is_drawn_until_its_last_day(stage, zhou):
    device = add(stage, zhou, "WD820-1", bought_on=date(2025, 3, 2))
    text = shown(stage.client("luo.yan").get(reverse("customers:device", args=[device.number])))
    assert "2028" in text
    bars = {bar.label: bar for bar in stage.client("mary.clark").get(page(zhou)).context["devices"][0].bars}
    assert [bars[name].tone for name in ("Labour", "Parts")] == ["ok", ""]
    assert "2 Mar 2028" in bars["Labour"].said
    assert "2 Mar 2026" in bars["Parts"].said


def test_a_contract_is_made_for_the_devices_named(stage, zhou):
    device, boss = add(stage, zhou, "WD820-1"), stage.client("wang.jianye")
    url = reverse("customers:contract-new", args=[zhou.number])
    sent = {"from_on": "2026-11-01", "until_on": "2027-11-01", "covers_labour": "on", "devices": [device.pk]}
    assert boss.post(url, sent | {"until_on": "2026-11-01"}).status_code == 422
    assert boss.post(url, sent | {"devices": []}).status_code == 422
    assert Contract.objects.count() == 0
    response = boss.post(url, sent)
    contract = Contract.objects.get()
    assert response.url == reverse("customers:contract", args=[contract.number])
    assert "WD820-1" in shown(boss.get(response.url))
    assert contract.number in shown(boss.get(reverse("customers:device", args=[device.number])))


def test_two_records_are_merged_after_the_typed_word(stage, zhou):
    twin, boss = take_in(stage, "周淑芬", "13800132207"), stage.client("wang.jianye")
    assert twin.number in shown(boss.get(page(zhou)))
    assert "the same phone" in shown(boss.get(reverse("customers:merge-choose", args=[zhou.number])))
    url = reverse("customers:merge", args=[zhou.number, twin.number])
    shown(boss.get(url))
    wrong = boss.post(url, {"reason": "同一人", "word": zhou.number})
    assert wrong.status_code == 422
    twin.refresh_from_db()
    assert twin.merged_into is None
    boss.post(url, {"reason": "同一人", "word": twin.number})
    twin.refresh_from_db()
    assert twin.merged_into == zhou
    assert boss.get(page(twin)).url == page(zhou)
    assert boss.post(url, {"reason": "同一人", "word": twin.number}).status_code == 409
    assert stage.client("li.wen").get(url).status_code == 403


def test_a_record_is_not_merged_with_itself(stage, zhou):
    url = reverse("customers:merge", args=[zhou.number, zhou.number])
    response = stage.client("wang.jianye").post(url, {"reason": "?", "word": zhou.number})
    assert response.status_code == 422
    assert Customer.objects.kept().count() == 1


def test_words_of_customers_are_only_text(stage):
    odd = take_in(stage, "<b>🧺 {{ 7|add:1 }}</b>", note="{% now 'Y' %}\n<script>")
    text = shown(stage.client("li.wen").get(page(odd)))
    assert "&lt;b&gt;🧺 {{ 7|add:1 }}&lt;/b&gt;" in text
    assert "{% now" in text
    assert "<script>" not in text.split("<main")[1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2207", 1),
        ("138 0013", 1),
        ("周淑", 1),
        ("WD820", 1),
        ("nobody", 0),
        ("14 号", 0),
        ("%00", 0),
        ("🧺", 0),
    ],
)
def test_the_list_is_searched_by_what_one_knows(stage, zhou, text, found):
    add(stage, zhou, "WD820-1")
    take_in(stage, "李静", "139 5555 6666")
    answer = stage.client("li.wen").get(reverse("customers:customers"), {"q": text})
    assert len(answer.context["rows"]) == found
    assert len(stage.client("li.wen").get(reverse("customers:devices"), {"q": text}).context["rows"]) <= 1


def test_upper_floors_add_their_sections_to_the_page(stage, zhou, monkeypatch):
    monkeypatch.setattr(related, "_sections", {})
    template = "customers/cells/name.html"
    seen = related.Section(
        "a", "A section", template, lambda customer, device, actor: [customer], "customers.see"
    )
    related.add_section(seen)
    related.add_section(related.Section("b", "Hidden", template, lambda *_given: 1 / 0, "nobody.may"))
    text = shown(stage.client("li.wen").get(page(zhou)))
    assert "A section" in text
    assert "Hidden" not in text


def test_the_same_number_of_queries_with_one_row_and_with_three(stage, zhou):
    clerk = stage.client("wang.jianye")
    device = add(stage, zhou, "WD820-0")
    contract = sign(stage, zhou)
    addresses = [
        page(zhou),
        reverse("customers:device", args=[device.number]),
        reverse("customers:contract", args=[contract.number]),
        reverse("customers:customers"),
        reverse("customers:devices"),
        reverse("customers:contracts"),
        reverse("customers:customers") + "?q=周",
    ]
    twin = take_in(stage, "周淑芬", "13800132207")
    consents.consent(
        zhou, purpose="survey", channel="sms", text_version="1", actor=stage.actor("li.wen"), at=NOW
    )
    one = [queries(clerk, address) for address in addresses]
    for number in (1, 2):
        take_in(stage, "周淑芬", "13800132207", address="和平里北街 14 号")
        actions.add_phone(zhou, phone=f"1390000000{number}", actor=stage.actor("li.wen"), at=NOW)
        actions.add_address(zhou, text=f"第 {number} 处", actor=stage.actor("li.wen"), at=NOW)
        add(stage, zhou, f"WD820-{number}")
        add(stage, twin, f"WD820-{number}")
        sign(stage, zhou, all_devices=False, devices=[device])
        consents.consent(
            zhou, purpose="survey", channel="sms", text_version="1", actor=stage.actor("li.wen"), at=NOW
        )
    assert [queries(clerk, address) for address in addresses] == one
