import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careloop.kit.sheets.models import Import
from careloop.kit.sheets.run import run_import
from careloop.kit.sheets.tests.conftest import HEADER, NOW, csv_of
from careloop.org.models import Person

pytestmark = pytest.mark.urls("careloop.kit.sheets.tests.addresses")
ROWS = [HEADER, ["ann", "Ann <b>", "1"], ["", "Nameless {{ x }}"]]


def send(client, content=None, name="people.csv"):
    return client.post(
        "/sheets/people", {"file": SimpleUploadedFile(name, csv_of(*ROWS) if content is None else content)}
    )


def test_from_the_file_to_the_report(signed_in):
    assert "People" in signed_in.get("/sheets/").content.decode()
    assert "needed" in signed_in.get("/sheets/people").content.decode()
    page = send(signed_in).headers["Location"]
    preview = signed_in.get(page).content.decode()
    assert "Import 2 rows" in preview
    assert "This field is required." in preview
    assert not Person.objects.filter(username="ann").exists()
    columns = {"username": 0, "name": 1, "phone": "", "language": "", "is_active": "", "since": ""}
    assert signed_in.post(f"{page}/columns", columns | {"start": "1"}).headers["Location"] == page
    work = Import.objects.get()
    assert (work.state, work.mapping) == ("running", {"username": 0, "name": 1})
    waiting = signed_in.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert 'hx-trigger="every 1s"' in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    run_import(work.pk, NOW)
    assert signed_in.get(page, headers={"HX-Request-Type": "partial"})["HX-Refresh"] == "true"
    done = signed_in.get(page).content.decode()
    assert "Workbook to mend" in done
    assert "every 1s" not in done
    mend = signed_in.get(f"{page}/refused.xlsx")
    assert b"".join(mend.streaming_content).startswith(b"PK")
    for html in (preview, done):
        assert "<c-" not in html
        assert "style=" not in html
        assert "Ann <b>" not in html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "This file is no table"),
        (b"a,b\n", "no rows"),
        (b"\n\n", "no rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(signed_in, content, said):
    answer = send(signed_in, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nothing_sent_says_so(signed_in):
    assert signed_in.post("/sheets/people", {}).status_code == 422


def test_missing_and_impossible_columns_are_named(signed_in):
    page = send(signed_in, csv_of(["x", "y"], ["1", "2"])).headers["Location"]
    assert "Still to be found" in signed_in.get(page).content.decode()
    answer = signed_in.post(f"{page}/columns", {"username": 0, "start": "1"})
    assert answer.status_code == 422
    assert "Columns are missing: Name." in answer.content.decode()
    assert signed_in.post(f"{page}/columns", {"username": 7}).status_code == 422
    assert signed_in.post(f"{page}/columns", {"username": "x"}).status_code == 422
    assert Import.objects.get().state == "uploaded"


def test_another_unit_and_whoever_may_not_import_find_nothing(signed_in, unit):
    page = send(signed_in).headers["Location"]
    stranger = Client()
    stranger.force_login(Person.objects.create(username="no", name="No", unit=unit))
    for address in (
        "/sheets/",
        "/sheets/people",
        "/sheets/people/template.xlsx",
        page,
        f"{page}/refused.xlsx",
    ):
        assert stranger.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    for address in (f"{page}/columns", f"{page}/go-on"):
        assert stranger.post(address).status_code == 404
    assert signed_in.get("/sheets/nothing").status_code == 404
    assert signed_in.get("/sheets/imports/00000000-0000-0000-0000-000000000000").status_code == 404


def test_the_empty_workbook_can_be_had(signed_in):
    assert b"".join(signed_in.get("/sheets/people/template.xlsx").streaming_content).startswith(b"PK")


def test_many_refused_rows_are_shown_page_by_page(signed_in, django_assert_max_num_queries):
    page = send(signed_in, csv_of(HEADER, *(["", f"Nameless {number}"] for number in range(60)))).headers[
        "Location"
    ]
    work = Import.objects.get()
    signed_in.post(f"{page}/columns", {"username": 0, "name": 1, "start": "1"})
    run_import(work.pk, NOW)
    first = signed_in.get(page)
    assert len(first.context["refused"]) == 50
    second = signed_in.get(page + first.context["next"])
    assert len(second.context["refused"]) == 10
    assert signed_in.get(f"{page}?after=nonsense").status_code == 200


def test_an_import_that_stopped_can_be_taken_up(signed_in):
    page = send(signed_in).headers["Location"]
    Import.objects.update(state="failed", started_at=NOW - dt.timedelta(hours=1))
    assert "Go on" in signed_in.get(page).content.decode()
    assert signed_in.post(f"{page}/go-on").status_code == 302
    assert Import.objects.get().state == "running"
