"""Bad input gets a clear error, and nothing is lost or half done."""

import json

import pytest

from careloop.customers.models import Customer
from careloop.service.models import Case
from tests.api.conftest import CLERK, DIRECTOR, MANAGER, TECHNICIAN, call, dispatched, problem, window

MIXED = (
    "Ñandú 甩干时整机位移 乾衣機 العربية עברית 🌀👩\u200d🔧 \u202eabc\u0301 "
    "{{ 7*7 }} {% debug %} <script>alert(1)</script>"
)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", 422), (b"not json", 400), (b'{"channel": "phone"', 400), (b"\xff\xfe\x00", 400),
        (b"[]", 422), (b"null", 422), (b'"text"', 422), (b"NaN", 422), (b"[" * 100_000, 400),
        (b'{"channel": ' + b"9" * 5000 + b"}", 400),
    ],
)  # fmt: skip
def test_a_body_that_is_no_such_thing_is_refused(program, sent, code):
    problem(program.post("/service/cases", sent), code)
    assert not Case.objects.exists()


def test_a_body_that_is_too_large_is_refused(program):
    problem(program.post("/service/cases", call(description="x" * 10_000_000)), 413, "too_large")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"description": "x" * 10_001}, "description"),
        ({"description": ""}, "description"),
        ({"description": "  \n "}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"description": "\ud800"}, "description"),
        ({"description": None}, "description"),
        ({"description": 5}, "description"),
        ({"name": ""}, "name"),
        ({"phone": "call me"}, "phone"),
        ({"unit": "NOWHERE"}, "unit"),
        ({"unit": "\x00"}, "unit"),
        ({"customer": "CU26-NB-999999"}, "customer"),
        ({"device": "\x00"}, "device"),
        ({"family": "\x00"}, "family"),
        ({"family": "boat"}, "family"),
        ({"symptom": "flies"}, "symptom"),
        ({"channel": "smoke"}, "channel"),
        ({"zone": 10**30}, "zone"),
        ({"zone": 999_999}, "zone"),
        ({"zone": True}, "zone"),
        ({"urgent": "yes"}, "urgent"),
        ({"kind": "A"}, "kind_reason"),
        ({"bought_on": "2025-02-30"}, "bought_on"),
        ({"bought_on": 0}, "bought_on"),
        ({"bought_on": "9999-12-31"}, "bought_on"),
        ({"at": "2026-09-24T16:30:00"}, "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "at"),
        ({"at": "9999-12-31T23:59:59-14:00"}, "at"),
        ({"at": 1_700_000_000}, "at"),
        ({"at": "2199-12-31T00:00:00Z"}, "at"),
        ({"at": "2099-12-31T23:59:59-14:00"}, "at"),
        ({"at": "1999-12-31T23:59:59Z"}, "at"),
        ({"performed_by": "nobody"}, "performed_by"),
        ({"performed_by": "\x00"}, "performed_by"),
        ({"entry_reason": "x" * 301}, "entry_reason"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_that_is_wrong_is_named_and_nothing_is_kept(program, wrong, field):
    told = problem(program.post("/service/cases", json.dumps(call(**wrong))), 422)
    assert field in told["errors"], told
    assert all(told["errors"][field])
    assert not Case.objects.exists()
    assert not Customer.objects.exists()


def test_emoji_and_mixed_scripts_come_back_as_they_were_sent(program):
    given = {"description": MIXED, "name": MIXED[:100], "address": MIXED, "preferred_time": MIXED[:70]}
    case = program.open_case(**given)
    seen = program.get(f"/service/cases/{case['number']}").json()
    assert (seen["description"], seen["address"]) == (MIXED, MIXED)
    customer = program.get(f"/customers/customers/{seen['customer']}").json()
    assert customer["name"] == MIXED[:100].strip()


def test_a_step_without_questions_needs_no_body(program):
    _case, order = dispatched(program)
    assert program.post(f"/service/orders/{order}/accept", b"", TECHNICIAN).status_code == 200


def test_a_person_is_named_by_the_user_name(program):
    opened = program.open_case()
    path = f"/service/cases/{opened['number']}/assess"
    program.post(path, {"severity": "high", "complexity": "complex"}, MANAGER)
    body = {"technician": "nobody", **window(program.company)}
    address = f"/service/orders/{opened['orders'][0]}/dispatch"
    assert "technician" in problem(program.post(address, body, DIRECTOR), 422)["errors"]
    answer = program.post(address, {**body, "technician": TECHNICIAN}, DIRECTOR)
    assert answer.json()["technician"] == TECHNICIAN


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"), ({"limit": "201"}, "limit"), ({"limit": "ten"}, "limit"),
        ({"limit": "9" * 400}, "limit"), ({"after": "guessed"}, "after"), ({"after": "\x00"}, "after"),
        ({"state": "flying"}, "state"), ({"open": "maybe"}, "open"), ({"unit": "NOWHERE"}, "unit"),
        ({"opened_at": "whenever"}, "opened_at"), ({"opened_at_from": "0001-01-01"}, "opened_at_from"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_wrong_is_named(program, query, field):
    told = problem(program.get("/service/cases", CLERK, **query), 422)
    assert [name for name in told["errors"] if name.split(".")[0] == field], told
