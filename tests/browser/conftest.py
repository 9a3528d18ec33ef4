"""A real browser on a real server, under the real content security policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import override_settings

from careloop.demo import cast

AXE = Path(project.FRONT_END_DIR) / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless"])
        yield started
        started.close()


@pytest.fixture
def company(transactional_db: None) -> cast.Cast:
    from django.utils import timezone

    cast.build(timezone.now())
    return cast.find()


@pytest.fixture
def at_work(browser: Any, live_server: Any, company: cast.Cast) -> Iterator[Callable[..., Any]]:
    """Opens a browser of somebody's own and signs them in."""
    contexts: list[Any] = []

    def sign_in(username: str, size: dict[str, int] = DESKTOP) -> Any:
        context = browser.new_context(base_url=live_server.url, viewport=size)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto("/account/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", cast.PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return page

    with override_settings(ALLOWED_HOSTS=["*"]):
        yield sign_in
        for context in contexts:
            context.close()


@pytest.fixture
def sound() -> Callable[[Any], None]:
    """The page said nothing in the console, is as wide as the screen, and axe finds nothing."""

    def check(page: Any) -> None:
        assert page.faults == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
        page.evaluate(AXE.read_text())
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        found = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in result["violations"]]
        assert found == [], page.url
        # What axe does to the page is not the page's; its traces arrive a little later.
        page.wait_for_timeout(150)
        page.faults.clear()

    return check
