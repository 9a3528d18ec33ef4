from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import reverse

from careloop.demo import cast
from careloop.org.actions import token as tokens
from careloop.org.models import ApiToken, Person
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db
PROFILE = "/settings/profile"
LANGUAGE = "/settings/language"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def test_a_token_is_shown_once_and_works_as_its_person(stage):
    client = stage.client("chen.jianguo")
    answer = client.post(PROFILE, {"label": "手机程序"})
    text = answer.content.decode()
    token = text.split('class="token"')[1].split(">")[1].split("<")[0]
    assert answer.headers["Cache-Control"] == "no-store"
    held = ApiToken.objects.get()
    assert (held.digest, held.label) == (tokens.digest(token), "手机程序")
    assert token not in client.get(PROFILE).content.decode()
    assert "手机程序" in client.get(PROFILE).content.decode()


def test_a_token_is_revoked_by_its_person_alone(stage):
    chen = stage.company.people["chen.jianguo"]
    tokens.issue(chen, label="x", actor=stage.actor("chen.jianguo"), at=NOW)
    url = reverse("org:token-revoke", args=[ApiToken.objects.get().pk])
    assert stage.client("li.wen").post(url).status_code == 404
    assert ApiToken.objects.get().revoked_at is None
    assert stage.client("chen.jianguo").get(url).status_code == 405
    stage.client("chen.jianguo").post(url)
    assert ApiToken.objects.get().revoked_at == NOW


@pytest.mark.parametrize(
    "given", [{"label": ""}, {"label": "x" * 81}, {"label": "x", "expires_at": "2020-01-01T00:00"}]
)
def test_a_token_that_cannot_be_is_not_made(stage, given):
    answer = stage.client("li.wen").post(PROFILE, given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_the_language_stays_with_the_person(stage):
    client, chen = stage.client("chen.jianguo"), stage.company.people["chen.jianguo"]
    answer = client.post(LANGUAGE, {"language": "es", "next": "/messages"})
    chen.refresh_from_db()
    assert (chen.language, answer["Location"]) == ("es", "/messages")
    assert client.get(PROFILE).headers["Content-Language"] == "es"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"


def test_a_stranger_keeps_the_language_in_a_cookie(client):
    answer = client.post(LANGUAGE, {"language": "zh-hans", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert client.get("/account/login/").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("language", ["", "xx", "en'; --", "../en"])
def test_an_unknown_language_changes_nothing(stage, language):
    client, chen = stage.client("chen.jianguo"), stage.company.people["chen.jianguo"]
    assert client.post(LANGUAGE, {"language": language}).status_code == 302
    chen.refresh_from_db()
    assert chen.language == "en"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_one_is_not_sent_elsewhere(client, elsewhere):
    assert client.post(LANGUAGE, {"language": "en", "next": elsewhere})["Location"] == "/"
    assert client.get(LANGUAGE).status_code == 405


def test_strangers_sign_in_before_the_settings(client):
    for page in (PROFILE, "/settings/rules", "/settings/calendar", "/settings/people", "/settings/units"):
        assert client.get(page)["Location"].startswith("/account/login/")


def test_three_tokens_take_no_more_queries_than_one(stage):
    client = stage.client("li.wen")
    client.post(PROFILE, {"label": "1"})
    one = queries(client, PROFILE)
    client.post(PROFILE, {"label": "2"})
    client.post(PROFILE, {"label": "3"})
    assert queries(client, PROFILE) == one
