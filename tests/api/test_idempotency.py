"""The same key and body: the same answer, one effect. A phone without a signal sends again and again."""

import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from careloop.demo import cast
from careloop.kit.files.models import File
from careloop.kit.files.tests.pictures import jpeg
from careloop.kit.journal.models import Entry
from careloop.kit.lifecycle.idempotency import UnderWay, forget_answers
from careloop.kit.lifecycle.models import IdempotencyKey
from careloop.service.actions import call as calls
from careloop.service.models import Case
from tests.api.conftest import (
    CLERK,
    DIRECTOR,
    MANAGER,
    TECHNICIAN,
    V1,
    Program,
    call,
    dispatched,
    problem,
    window,
)


def test_the_same_key_twice_gives_the_same_answer_and_one_effect(program):
    first = program.post("/service/cases", call(), key="call-1")
    again = program.post("/service/cases", call(), key="call-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_the_answer_is_that_of_then_not_of_now(program):
    case = program.open_case()["number"]
    body = {"severity": "normal", "complexity": "simple"}
    first = program.post(f"/service/cases/{case}/assess", body, MANAGER, key="k")
    program.post(f"/service/cases/{case}/solve_by_phone", {"advice": "调平即可"})
    again = program.post(f"/service/cases/{case}/assess", body, MANAGER, key="k")
    assert first.json() == again.json()
    assert again.json()["state"] == "assessed"


def test_another_body_under_the_same_key_is_refused(program):
    program.post("/service/cases", call(), key="call-1")
    problem(program.post("/service/cases", call(urgent=True), key="call-1"), 422, "key_reused")
    assert Case.objects.count() == 1


def test_a_key_belongs_to_one_person_and_one_address(program):
    for person in (CLERK, "lin.meihua"):
        assert program.post("/service/cases", call(), person, key="k").status_code == 201
    assert Case.objects.count() == 2
    number = program.open_case()["number"]
    written = program.post(f"/service/cases/{number}/write", {"text": "x"}, key="k")
    assert written.status_code == 200


def test_a_request_that_was_refused_leaves_nothing_and_may_be_mended(program):
    problem(program.post("/service/cases", call(phone="call me"), key="k"), 422)
    assert not IdempotencyKey.objects.exists()
    assert program.post("/service/cases", call(), key="k").status_code == 201


def test_who_no_longer_sees_the_order_gets_the_same_answer_again(program):
    _case, order = dispatched(program)
    for _again in range(2):
        answer = program.post(f"/service/orders/{order}/refuse", {"reason": "车坏了"}, TECHNICIAN, key="k")
        assert answer.status_code == 200
        assert (answer.json()["state"], answer.json()["technician"]) == ("open", None)
    problem(program.get(f"/service/orders/{order}", TECHNICIAN), 404)
    assert Entry.objects.filter(document=order, word="service.order.refuse").count() == 1


def test_a_file_sent_again_is_one_file(program):
    for _again in range(2):
        response = upload(program, jpeg(), key="photo-1")
        assert response.status_code == 201, response.content
    assert File.objects.count() == 1
    problem(upload(program, jpeg(320, 200), key="photo-1"), 422, "key_reused")


def upload(program: Program, content: bytes, key: str = "", **more: Any) -> Any:
    photo = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    sent = {"kind": "photo", "file": photo, **more}
    return program.client.post(f"{V1}/files", sent, headers=program.headers(TECHNICIAN, key))


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 101, "ключ", "clé", "a\tb", "\x7f"])
def test_an_odd_key_is_refused(program, key):
    headers = {**program.headers(), "Idempotency-Key": key}
    response = program.client.post(f"{V1}/service/cases", call(), "application/json", headers=headers)
    problem(response, 422, "not_a_key")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "key", ["x" * 100, "!~", "550e8400-e29b-41d4-a716-446655440000", "';DROP-TABLE-x;--"]
)
def test_a_usual_key_is_taken(program, key):
    assert program.post("/service/cases", call(), key=key).status_code == 201


def test_answers_are_forgotten_after_a_while(program):
    program.post("/service/cases", call(), key="k")
    assert forget_answers(timezone.now().replace(year=2000)) == 0
    assert forget_answers(timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_one_effect(monkeypatch):
    """On PostgreSQL the second is told that the first is under way; on SQLite it waits for the answer."""
    program = Program(cast.build(timezone.now()))
    headers = program.headers(key="call-1")
    inside, go_on = threading.Event(), threading.Event()
    take = calls.take

    def take_slowly(**given: Any) -> Case:
        case = take(**given)
        inside.set()
        assert go_on.wait(30)
        return case

    def send(answers: list[Any]) -> None:
        client = Client(raise_request_exception=False)
        answers.append(client.post(f"{V1}/service/cases", call(), "application/json", headers=headers))
        connections.close_all()

    monkeypatch.setattr(calls, "take", take_slowly)
    first, second = [], []
    threads = [threading.Thread(target=send, args=[answers]) for answers in (first, second)]
    threads[0].start()
    assert inside.wait(30)
    threads[1].start()
    threads[1].join(30 if connection.vendor == "postgresql" else 0.5)
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert first[0].status_code == 201
    if connection.vendor == "postgresql":
        problem(second[0], 409, UnderWay.code)
    else:
        assert (second[0].status_code, second[0].json()) == (201, first[0].json())
    assert Case.objects.count() == IdempotencyKey.objects.count() == 1


def test_dispatching_twice_under_two_keys_has_one_winner(program):
    _case, order = dispatched(program)
    body = {"technician": "lin.zhiqiang", **window(program.company)}
    told = problem(
        program.post(f"/service/orders/{order}/dispatch", body, MANAGER, key="k2"), 409, "wrong_moment"
    )
    # It says who was faster.
    assert program.company.people[DIRECTOR].name in told["detail"]
