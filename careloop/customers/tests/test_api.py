import json

import pytest
from django.test import Client

from careloop.customers.models import Customer, Device
from careloop.demo import cast
from careloop.org.actions.token import issue
from careloop.org.models import Person
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
BASE = "/api/v1/customers"
ZHOU = {
    "kind": "person",
    "name": "周淑芬",
    "phone": "138 0013 2207",
    "language": "zh-hans",
    "address": "和平里北街 14 号",
}


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(NOW.replace(month=9, day=1))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


class Program:
    def __init__(self, stage: Stage, username: str) -> None:
        person = stage.company.people[username]
        self.secret = issue(person, label="test", actor=stage.actor(username), at=NOW)
        self.client = Client()

    def get(self, path: str, **params):
        return self.client.get(f"{BASE}{path}", params, headers=self.headers())

    def post(self, path: str, body, key: str = ""):
        return self.client.post(
            f"{BASE}{path}", json.dumps(body), content_type="application/json", headers=self.headers(key)
        )

    def headers(self, key: str = "") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} | ({"Idempotency-Key": key} if key else {})


@pytest.fixture
def clerk(stage) -> Program:
    return Program(stage, "li.wen")


def test_a_customer_and_a_device_are_taken_in_and_read(clerk):
    made = clerk.post("/customers", ZHOU)
    assert made.status_code == 201
    number = made.json()["number"]
    assert made.json()["phones"] == [
        {"phone": "138 0013 2207", "e164": "+8613800132207", "label": "", "primary": True}
    ]
    body = {"model": "WD-820", "serial": "WD820-1", "bought_on": "2026-01-05"}
    device = clerk.post(f"/customers/{number}/devices", body)
    assert device.status_code == 201
    read = clerk.get(f"/devices/{device.json()['number']}").json()
    assert (read["customer"], read["coverage"]["labour_until"]) == (number, "2029-01-06")
    assert clerk.get(f"/customers/{number}").json()["devices"] == [read["number"]]


def test_the_same_key_has_one_effect(clerk):
    answers = [clerk.post("/customers", ZHOU, key="once").json() for _try in range(2)]
    assert answers[0] == answers[1]
    assert Customer.objects.count() == 1
    assert clerk.post("/customers", ZHOU | {"name": "李静"}, key="once").status_code == 422


def test_customers_are_found(clerk):
    number = clerk.post("/customers", ZHOU).json()["number"]
    clerk.post("/customers", ZHOU | {"name": "李静", "phone": "139 5555 6666"})
    assert [row["number"] for row in clerk.get("/customers", q="2207").json()["items"]] == [number]
    first = clerk.get("/customers", limit=1).json()
    assert clerk.get("/customers", limit=1, after=first["next"]).json()["items"][0]["number"] == number
    assert clerk.get("/customers", limit=0).status_code == 422


def test_phones_are_masked_by_the_right(stage, clerk):
    number = clerk.post("/customers", ZHOU).json()["number"]
    auditor = Program(stage, "luo.yan")
    for found in (auditor.get(f"/customers/{number}").json(), auditor.get("/customers").json()["items"][0]):
        assert found["phones"][0]["phone"] == "138******07"
        assert found["phones"][0]["e164"] == ""


def test_who_may_not_sees_nothing_and_changes_nothing(stage, clerk):
    number = clerk.post("/customers", ZHOU).json()["number"]
    technician, auditor = Program(stage, "chen.jianguo"), Program(stage, "luo.yan")
    assert technician.get(f"/customers/{number}").status_code == 404
    assert technician.get("/customers").json()["items"] == []
    assert technician.post(f"/customers/{number}/devices", {"model": "WD-820"}).status_code == 404
    for program in (technician, auditor):
        assert program.post("/customers", ZHOU).status_code == 403
    assert auditor.post(f"/customers/{number}/devices", {"model": "WD-820"}).status_code == 403
    assert Client().get(f"{BASE}/customers").status_code == 401
    assert (Customer.objects.count(), Device.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"phone": "call me"}, "phone"),
        ({"name": ""}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"language": "xx"}, "language"),
        ({"unknown": 1}, "unknown"),
        ({"name": "x" * 121}, "name"),
        ({"address": "街"}, "address"),
    ],
)
def test_bad_input_names_its_field(clerk, body, field):
    refused = clerk.post("/customers", ZHOU | body)
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert any(field in name for name in refused.json()["errors"])
    assert Customer.objects.count() == 0


def test_a_device_for_nobody_is_not_there(clerk):
    assert clerk.post("/customers/CU26-NB-999999/devices", {"model": "WD-820"}).status_code == 404
    assert clerk.get("/devices/DV26-NB-999999").status_code == 404
