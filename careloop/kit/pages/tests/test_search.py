import pytest
from django.test import Client

from careloop.kit import numbering
from careloop.kit.numbering import kinds
from careloop.kit.pages import Hit, search

pytestmark = pytest.mark.urls("careloop.kit.pages.tests.lists")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#found"}


@pytest.fixture(autouse=True)
def searchers(monkeypatch):
    monkeypatch.setattr(search, "_searchers", {})
    monkeypatch.setattr(kinds, "_kinds", {})
    asked = []

    def people(text, actor, limit):
        asked.append((text, limit))
        return [Hit(f"Zhou <{text}>", "138******07", "/people/zhou", "customer")]

    search.register("people", "People", people)
    search.register("secrets", "Secrets", lambda *_: [Hit("secret", "", "/")], capability="never.held")
    search.register("nothing", "Nothing", lambda *_: [])
    return asked


def test_what_is_found_stands_in_groups(signed_in, searchers):
    part = signed_in.get("/search?q=  zhou  shu ", headers=HTMX).content.decode()
    assert "People" in part
    assert "Zhou &lt;zhou shu&gt;" in part
    assert "secret" not in part
    assert "Nothing" not in part
    assert "<html" not in part
    assert searchers == [("zhou shu", search.PER_GROUP)]


def test_one_letter_is_not_enough_but_one_family_name_is(signed_in, searchers):
    for text in ("", " ", "z", "%00"):
        signed_in.get(f"/search?q={text}", headers=HTMX)
    assert searchers == []
    signed_in.get("/search?q=周", headers=HTMX)
    assert [text for text, _ in searchers] == ["周"]


def test_a_whole_number_leads_to_its_page(signed_in):
    numbering.register("SC", "org.Person", "person", "Case")
    address = "/people/SC26-NB-000123"
    assert signed_in.get("/search?q= sc26-nb-000123 ").headers["Location"] == address
    typing = signed_in.get("/search?q=SC26-NB-000123", headers=HTMX)
    assert typing.status_code == 200
    assert f'href="{address}"'.encode() in typing.content
    assert signed_in.get("/search?q=SC26-NB-").status_code == 200


def test_search_asks_for_a_sign_in():
    assert Client().get("/search?q=zhou").status_code == 302


def test_the_whole_page_has_no_component_tag_left(signed_in):
    html = signed_in.get("/search?q=zhou").content.decode()
    assert "<c-" not in html
    assert "Zhou &lt;zhou&gt;" in html
