from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template.loader import get_template, render_to_string
from django.test import Client

from careloop.kit.lifecycle.refusals import WrongMoment
from careloop.kit.ui import context, navigation


def test_a_page_has_its_landmarks_and_no_inline_script(
    request_of: Callable[..., Any], actor: Callable[..., Any], empty_navigation: None
) -> None:
    navigation.register("", "Calls", "calls", "", lambda actor: 9, "F2", icon="call")
    navigation.place("search", "search")
    html = render_to_string(
        "careloop/page.html", {}, request_of(actor=actor(), cookies={"careloop_theme": "dark"})
    )
    assert 'data-bs-theme="dark"' in html
    for landmark in (
        '<a class="skip" href="#main">',
        '<main class="content" id="main"',
        'role="search"',
        "<nav",
    ):
        assert landmark in html
    assert 'data-key="F2"' in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')
    assert "X-CSRFToken" in html


def test_signed_out_there_is_no_person_and_no_navigation(request_of: Callable[..., Any]) -> None:
    html = render_to_string("careloop/page.html", {}, request_of())
    assert "menu end person" not in html
    assert "/account/login/" in html


def test_the_sign_in_page_offers_the_demo_only_in_the_demo(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "_demo", [(lambda: [("Clerk", "li.wen", 'pass"<x')], lambda: None)])
    settings.DEMO = False
    assert b"li.wen" not in client.get("/account/login/").content
    settings.DEMO = True
    html = client.get("/account/login/").content.decode()
    assert "li.wen" in html
    assert "Clerk" in html
    assert 'pass"<x' not in html


@pytest.mark.parametrize(
    ("template", "given"),
    [
        ("account/logout.html", {}),
        ("account/password_reset.html", {"form": forms.Form()}),
        ("account/password_reset_done.html", {}),
        ("account/password_change.html", {"form": forms.Form()}),
        ("account/reauthenticate.html", {"form": forms.Form()}),
        ("account/account_inactive.html", {}),
        ("mfa/index.html", {"MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"], "authenticators": {}}),
        ("mfa/authenticate.html", {"form": forms.Form()}),
        ("mfa/totp/activate_form.html", {"form": forms.Form(), "totp_svg_data_uri": "data:image/svg+xml,"}),
        ("mfa/totp/deactivate_form.html", {"form": forms.Form()}),
        ("mfa/recovery_codes/index.html", {"unused_codes": ["1234"], "total_count": 10}),
        ("mfa/recovery_codes/generate.html", {"form": forms.Form()}),
        ("usersessions/usersession_list.html", {"sessions": [], "session_count": 2}),
    ],
)
def test_account_pages_are_drawn_in_our_frames(
    request_of: Callable[..., Any], actor: Callable[..., Any], template: str, given: dict[str, Any]
) -> None:
    html = render_to_string(template, given, request_of(actor=actor()))
    assert "careloop/css/careloop.css" in html
    assert "<h1" in html
    assert "<c-" not in html
    assert " style=" not in html


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "500"])
def test_error_pages_need_nothing(code: str) -> None:
    html = get_template(f"{code}.html").render()
    assert "<h1>" in html
    assert "<c-" not in html


def test_the_page_of_a_fault_survives_a_missing_manifest(settings: Any, tmp_path: Path) -> None:
    hashed = {"BACKEND": "careloop.kit.ui.assets.HashedStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    settings.STATIC_ROOT = tmp_path
    settings.DEBUG = False
    with pytest.raises(ValueError, match="manifest"):
        get_template("404.html").render()
    assert "careloop/css/careloop.css" in get_template("500.html").render()


def test_an_unknown_address_is_a_page(client: Client) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert b"There is nothing at this address" in answer.content


class Asked:
    """What django-htmx puts on the request, as far as the frame looks at it."""

    def __init__(self, boosted: bool) -> None:
        self.boosted = boosted


@pytest.mark.parametrize(("htmx", "whole"), [(None, True), (Asked(True), True), (Asked(False), False)])
def test_a_refusal_fits_where_it_is_shown(request_of: Callable[..., Any], htmx: Any, whole: bool) -> None:
    request = request_of()
    request.htmx = htmx
    refusal = WrongMoment("The order was given to Wu Hai.", errors={"technician": ["busy"]})
    html = render_to_string(
        "careloop/refused.html", {"refusal": refusal, "messages": [str(refusal)]}, request
    )
    assert ("<html" in html) is whole
    assert html.count("The order was given to Wu Hai.") == 1
