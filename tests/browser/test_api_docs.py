"""The interactive description of the API under the real content security policy, all served from here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

from tests.api.conftest import CLERK, Program

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    with override_settings(ALLOWED_HOSTS=["*"]):
        opened = browser.new_page(base_url=live_server.url)
        opened.said, opened.asked = [], []
        opened.on("console", lambda said: opened.said.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.on("request", lambda request: opened.asked.append(request.url))
        yield opened
        opened.close()
    # Beside Playwright's loop the test held a connection of its own.
    connections.close_all()


def test_an_operation_is_tried_out(page: Any, company: Any, live_server: Any) -> None:
    program = Program(company)
    number = program.open_case()["number"]
    page.goto("/api/v1/docs")
    page.click("text=Authorize")
    page.fill("input[aria-label=auth-bearer-value]", program.token(CLERK))
    page.click(".auth-btn-wrapper >> text=Authorize")
    page.click(".btn-done")
    page.click("text=service · case")
    page.click("#operations-service_·_case-service_case")
    page.fill("tr[data-param-name=number] input", number)
    page.click("text=Execute")
    page.wait_for_selector(".live-responses-table .response-col_status >> text=200")
    assert number in page.locator(".live-responses-table").inner_text()
    assert page.said == []
    assert {url.split("/")[2] for url in page.asked if url.startswith("http")} == {
        live_server.url.split("/")[2]
    }
