"""The interactive description in a real browser, under the real content security policy, all served from here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from careloop.demo import cast
from tests.api.conftest import CLERK, Program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: str, server: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless"])
        with override_settings(ALLOWED_HOSTS=["*"]):
            opened = started.new_page(base_url=server)
            opened.said, opened.asked = [], []
            opened.on("console", lambda said: opened.said.append(said.text) if said.type == "error" else None)
            opened.on("pageerror", lambda error: opened.said.append(str(error)))
            opened.on("request", lambda request: opened.asked.append(request.url))
            yield opened
        started.close()


def test_an_operation_is_tried_out(page: Any, server: str) -> None:
    program = Program(cast.build(timezone.now()))
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
    assert {url.split("/")[2] for url in page.asked if url.startswith("http")} == {server.split("/")[2]}
