"""Signing in and out holds in every process of the server, not only in the one that saw it."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches

from careloop.demo import cast

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/login/"


def test_a_session_that_ended_elsewhere_has_ended_here(company, client):
    client.post(SIGN_IN, {"login": "li.wen", "password": cast.PASSWORD})
    assert client.get("/").status_code == 200
    Session.objects.all().delete()
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url.startswith(SIGN_IN)


def test_guessed_passwords_are_counted_where_every_process_counts(company, client, settings):
    caches["default"].clear()
    for guess in range(5):
        client.post(SIGN_IN, {"login": "li.wen", "password": f"guess {guess}"})
    assert list(settings.CACHES["default"]["LOCATION"].iterdir())
    right = client.post(SIGN_IN, {"login": "li.wen", "password": cast.PASSWORD})
    assert right.status_code == 200
    assert "_auth_user_id" not in client.session
    caches["default"].clear()
    client.post(SIGN_IN, {"login": "li.wen", "password": cast.PASSWORD})
    assert "_auth_user_id" in client.session


def test_whoever_has_an_address_can_set_up_the_second_factor(company, client):
    client.post(SIGN_IN, {"login": "li.wen", "password": cast.PASSWORD})
    answer = client.get("/account/2fa/totp/activate/", follow=True)
    assert answer.status_code == 200
    assert "secret" in answer.content.decode() or answer.redirect_chain[-1][0].startswith(
        "/account/reauthenticate"
    )
