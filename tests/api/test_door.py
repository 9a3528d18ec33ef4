"""Who comes in, what every address answers, and how the API describes itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from careloop.kit.lifecycle.actor import System
from careloop.kit.lifecycle.table import all_lives
from careloop.org.actions.token import issue, revoke
from careloop.org.models import ApiToken
from careloop.service.models import Case
from tests.api.conftest import CLERK, PROBLEM, V1, problem

ERRORS = {"400", "401", "403", "404", "405", "409", "413", "422"}


@pytest.fixture
def described(db):
    return Client().get(f"{V1}/openapi.json").json()


@pytest.mark.parametrize(
    "told", ["", "Bearer", "Bearer ", "Bearer care_guessed", "Basic bGk6d2Vu", "bearer é"]
)
def test_without_a_valid_token_nothing_is_told(company, told):
    response = Client().get(f"{V1}/service/cases", headers={"Authorization": told} if told else {})
    problem(response, 401, "no_token")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_of_the_pages_is_no_token(company):
    client = Client()
    client.force_login(company.people[CLERK])
    problem(client.get(f"{V1}/service/cases"), 401, "no_token")


@pytest.mark.parametrize("how", ["revoked", "expired", "gone"])
def test_a_token_ends(program, how):
    person, now = program.company.people[CLERK], timezone.now()
    assert program.get("/service/cases").status_code == 200
    if how == "revoked":
        revoke(ApiToken.objects.select_related("person").get(person=person), actor=System(now), at=now)
    elif how == "expired":
        ApiToken.objects.filter(person=person).update(expires_at=now)
    else:
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    problem(program.get("/service/cases"), 401)


def test_a_token_with_an_end_is_good_until_then(program):
    person, now = program.company.people[CLERK], timezone.now()
    until = now + timedelta(hours=1)
    program.tokens[CLERK] = issue(person, label="", actor=System(now), at=now, expires_at=until)
    assert program.get("/service/cases").status_code == 200


def test_a_program_is_answered_in_the_language_of_its_person(program):
    program.company.people[CLERK].language = "es"
    type(program.company.people[CLERK]).objects.filter(username=CLERK).update(language="es")
    response = program.get("/service/cases/SC26-NB-999999")
    assert response["Content-Language"] == "es"
    # The next stranger on the same thread is not.
    assert Client().get(f"{V1}/service/cases")["Content-Language"] == "en"


@pytest.mark.parametrize(
    "path",
    [
        "/", "/nowhere", "/service/cases/", "/service/cases/SC26-NB-000001/fly", "/service/cases/%00",
        "/service/orders/%F0%9F%94%A7", "/service/cases/' OR 1=1 --", "/service/cases/" + "9" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_is_not_there_is_a_problem(program, path):
    told = problem(program.get(path), 404, "not_found")
    assert told["title"] == "Not Found"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "head", "options", "trace"])
def test_a_wrong_method_is_told_the_right_ones(program, method):
    response = getattr(program.client, method)(f"{V1}/service/cases", headers=program.headers())
    assert response.status_code == 405
    assert response["Content-Type"] == PROBLEM
    assert response["Allow"] == "GET, POST"


def test_a_post_to_what_is_only_read_is_a_wrong_method(program):
    assert problem(program.post("/service/orders"), 405, "wrong_method")["detail"].endswith("GET.")


def test_every_error_is_declared_on_every_operation(described):
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            responses = operation["responses"]
            assert set(responses) >= ERRORS, f"{method} {path}"
            for status in ERRORS:
                (kind, content), *rest = responses[status]["content"].items()
                assert (kind, rest) == (PROBLEM, [])
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_every_step_is_an_operation_of_its_own(described):
    for life in all_lives():
        if life.domain not in ("service", "tasks"):
            continue
        for step in life.by_hand():
            address = f"{V1}/{life.domain}/{life.noun}s/{{number}}/{step.name}"
            operation = described["paths"][address]["post"]
            assert operation["operationId"] == f"{life.domain}_{life.noun}_{step.name}"
            (schema,) = (content["schema"] for content in operation["requestBody"]["content"].values())
            fields = described["components"]["schemas"][named(schema)]["properties"]
            assert {"at", "performed_by", "entry_reason"} <= set(fields)


def named(schema):
    """The schema's name, also where it stands beside a default."""
    found = schema.get("$ref") or schema["allOf"][0]["$ref"]
    return found.rsplit("/", 1)[1]


def test_every_post_takes_an_idempotency_key(described):
    for operations in described["paths"].values():
        for method, operation in operations.items():
            headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
            assert headers == ({"Idempotency-Key"} if method == "post" else set())


def test_the_description_does_not_depend_on_who_asks(company):
    told = [
        Client().get(f"{V1}/openapi.json", headers={"Accept-Language": lang}) for lang in ("en", "zh-hans")
    ]
    assert told[0].json() == told[1].json()


def test_a_fault_of_the_program_is_a_problem_too_and_is_written_down(program, monkeypatch, caplog):
    def broken(self, actor):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(type(Case.objects.all()), "visible_to", broken)
    response = program.get("/service/cases/SC26-NB-000001")
    problem(response, 500, "fault")
    assert b"secret" not in response.content
    assert "ZeroDivisionError" in caplog.text


def test_the_description_is_served_with_its_page(db, client):
    page = client.get(f"{V1}/docs")
    assert page.status_code == 200
    assert b"swagger-ui" in page.content
    assert b"//cdn" not in page.content
