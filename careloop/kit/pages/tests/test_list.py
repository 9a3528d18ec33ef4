import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloop.kit.pages.period import days_of
from careloop.org.models import Person

pytestmark = pytest.mark.urls("careloop.kit.pages.tests.lists")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#list-rows"}


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_same_number_of_queries_with_one_row_and_with_three(signed_in, people):
    address = "/people?q=P0&unit=&language=en&sort=unit__code"
    signed_in.get(address)
    people(1)
    one = queries_of(signed_in, address)
    Person.objects.filter(name__startswith="P0").delete()
    people(3)
    assert queries_of(signed_in, address) == one


def test_a_list_is_not_there_for_whoever_may_not_see_it(signed_in, unit):
    assert Client().get("/people").status_code == 302
    stranger = Client()
    stranger.force_login(Person.objects.create(username="no", name="No", unit=unit))
    assert stranger.get("/people").status_code == 404


def test_walking_through_the_pages(signed_in, people):
    people(5)
    first = signed_in.get("/people?q=P0")
    assert [row.row.username for row in first.context["rows"]] == ["p001", "p002", "p003"]
    assert first.context["previous"] is None
    second = signed_in.get("/people" + first.context["next"])
    assert [row.row.username for row in second.context["rows"]] == ["p004", "p005"]
    assert second.context["next"] is None
    again = signed_in.get("/people" + second.context["previous"])
    assert [row.row.username for row in again.context["rows"]] == ["p001", "p002", "p003"]


@pytest.mark.parametrize("place", ["after", "before"])
@pytest.mark.parametrize("cursor", ["nonsense", "%00", "%F0%9F%98%80", "a:b:c"])
def test_a_garbage_cursor_gives_the_first_page(signed_in, people, place, cursor):
    people(4)
    page = signed_in.get(f"/people?q=P0&{place}={cursor}")
    assert page.status_code == 200
    assert page.context["rows"][0].row.username == "p001"


@pytest.mark.parametrize(
    "query",
    [
        "language=xx",
        "unit=99999999999999999999999",
        "unit=abc",
        "unit=%00",
        "login_at=never",
        "login_at_from=soon",
        "gone=maybe",
        "sort=password",
        "sort=--",
        "q=%00",
        "phone=%00",
        "login_at_to=9999-12-31",
        "login_at_from=0001-01-01",
        "phone=" + "9" * 200,
    ],
)
def test_what_is_asked_wrongly_never_breaks_the_page(signed_in, query):
    assert signed_in.get(f"/people?{query}").status_code == 200


def test_filters_narrow_and_chips_undo_them_one_by_one(signed_in, people):
    people(2, language="es")
    page = signed_in.get("/people?language=es&language=en&q=P0&unknown=1&sort=-name")
    chips = {chip.text: chip.without for chip in page.context["state"].chips}
    assert set(chips) == {"English", "Spanish", "P0"}
    assert chips["English"] == "?language=es&q=P0&sort=-name"
    assert chips["P0"] == "?language=es&language=en&sort=-name"
    assert [row.row.username for row in page.context["rows"]] == ["p002", "p001"]
    assert [row.row.name for row in signed_in.get("/people?language=en").context["rows"]] == ["Li Wen"]


def test_a_period_takes_in_its_last_day_where_the_reader_is(signed_in, people, unit):
    people(3)
    shanghai = dt.timezone(dt.timedelta(hours=8))
    for number, at in ((1, (24, 0)), (2, (24, 23)), (3, (25, 0))):
        Person.objects.filter(username=f"p00{number}").update(
            last_login=dt.datetime(2026, 9, *at, tzinfo=shanghai)
        )
    page = signed_in.get("/people?q=P0&login_at_from=2026-09-24&login_at_to=2026-09-24&sort=name")
    path = next(f for f in page.context["page"].filters if f.name == "login_at")
    assert path.path == "last_login"
    assert [row.row.username for row in page.context["rows"]] == ["p001", "p002"]


@pytest.mark.parametrize(
    ("name", "first", "until"),
    [
        ("today", (2026, 3, 31), (2026, 4, 1)),
        ("yesterday", (2026, 3, 30), (2026, 3, 31)),
        ("week", (2026, 3, 30), (2026, 4, 6)),
        ("last_week", (2026, 3, 23), (2026, 3, 30)),
        ("month", (2026, 3, 1), (2026, 4, 1)),
        ("last_month", (2026, 2, 1), (2026, 3, 1)),
        ("year", (2026, 1, 1), (2027, 1, 1)),
    ],
)
def test_named_periods(name, first, until):
    assert days_of(name, dt.date(2026, 3, 31)) == (dt.date(*first), dt.date(*until))


def test_htmx_gets_the_fragment_and_a_clean_address(signed_in, people):
    people(1)
    part = signed_in.get("/people?q=P0&language=&phone=", headers=HTMX)
    assert part.content.strip().startswith(b'<div id="list-rows"')
    assert part["HX-Push-Url"] == "/people?q=P0"
    assert "HX-Target" in part["Vary"]
    typing = signed_in.get("/people?q=P", headers=HTMX | {"HX-Source": "input#list-search"})
    assert typing["HX-Replace-Url"] == "/people?q=P"
    whole = signed_in.get("/people", headers=HTMX | {"HX-Target": "section#list"})
    assert b"<html" not in whole.content
    assert whole["HX-Push-Url"] == "/people"
    restored = signed_in.get("/people", headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert b"<html" in restored.content


def test_no_component_tag_is_left_and_what_was_typed_is_escaped(signed_in, people):
    people(1)
    Person.objects.filter(username="p001").update(name="P0<script>alert(1)</script>{{ x }}")
    html = (
        signed_in.get("/people?q=P0<script>").content.decode()
        + signed_in.get("/people?q=P0").content.decode()
    )
    assert "<c-" not in html
    assert "<script>alert" not in html
    assert "{{ x }}" in html
    assert "style=" not in html


def test_an_empty_list_teaches_and_an_empty_search_offers_a_way_back(signed_in, monkeypatch):
    nothing = signed_in.get("/people?q=nobody").content.decode()
    assert "Nothing fits" in nothing
    monkeypatch.setattr(
        "careloop.kit.pages.tests.lists.People.rows", lambda self, actor: Person.objects.none()
    )
    empty = signed_in.get("/people").content.decode()
    assert "No people yet" in empty
    assert "Add the first." in empty


def test_buttons_show_only_what_one_may(signed_in):
    html = signed_in.get("/people").content.decode()
    assert "New person" in html
    assert "Secret" not in html


def test_headings_turn_the_order_round(signed_in):
    def heading(address, name):
        return next(h for h in signed_in.get(address).context["headings"] if h.column.name == name)

    assert heading("/people", "username").direction == "ascending"
    assert heading("/people", "username").url == "?sort=-username"
    assert heading("/people?sort=-name&q=x", "name").url == "?q=x&sort=name"
    assert heading("/people?sort=name", "username").direction == ""


def test_a_list_only_answers_questions(signed_in):
    assert signed_in.post("/people").status_code == 405
