"""In a real browser, under the real content security policy; axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import override_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(project.FRONT_END_DIR) / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("/ui/", "/ui/examples/case", "/ui/examples/home", "/ui/examples/phone", "/account/login/")
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--headless"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    with override_settings(ALLOWED_HOSTS=["*"]):
        context = browser.new_context(base_url=live_server.url, viewport=SIZES["desktop"])
        opened = context.new_page()
        opened.said = []
        opened.on("console", lambda said: opened.said.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        yield opened
        context.close()


def test_keys_search_menu_and_dialog(page: Any, empty_navigation: None) -> None:
    from careloop.kit.ui import navigation

    navigation.place("search", "search")
    page.goto("/ui/")
    page.keyboard.press("Control+k")
    page.keyboard.type("138")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "138 0013 2207"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert "Ctrl Enter" in page.locator("#keys").inner_text()
    page.keyboard.press("Escape")
    page.click("[data-open=sample-dialog]")
    assert page.locator("[data-needs-word]").is_disabled()
    page.fill("#sample-word", "SC26-NB-000417")
    assert page.locator("[data-needs-word]").is_enabled()
    assert page.said == []


def test_a_signature_is_drawn_and_wiped(page: Any) -> None:
    page.goto("/ui/")
    canvas = page.locator("#photo canvas")
    canvas.scroll_into_view_if_needed()
    page.wait_for_selector("#photo [data-signature][data-ready]")
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 100, steps=6)
    page.mouse.up()
    assert page.input_value("#gallery-signature").startswith("data:image/png;base64,")
    page.click("#photo [data-signature-clear]")
    assert page.input_value("#gallery-signature") == ""
    assert page.said == []


def test_what_was_typed_comes_back(page: Any) -> None:
    from playwright.sync_api import expect

    page.goto("/ui/")
    page.fill("#id_said", "It shakes")
    expect(page.locator("[data-draft-note]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("[data-draft-note]")).to_contain_text("put back")
    expect(page.locator("#id_said")).to_have_value("It shakes")


def test_the_theme_is_kept(page: Any) -> None:
    page.goto("/account/login/")
    page.click("[data-theme-choice=dark]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert page.said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Any, live_server: Any, size: str, theme: str
) -> None:
    # The policy is lifted only so that axe itself can be put into the page.
    context = browser.new_context(base_url=live_server.url, viewport=SIZES[size], bypass_csp=True)
    context.add_cookies([{"name": "careloop_theme", "value": theme, "url": live_server.url}])
    page = context.new_page()
    found = {path: findings(page, path) for path in PAGES}
    context.close()
    assert {path: said for path, said in found.items() if said} == {}


def findings(page: Any, path: str) -> list[Any]:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text())
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    found = [(each["id"], [node["target"] for node in each["nodes"]]) for each in result["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["wider than the screen"] if wide else [])]
