"""The whole journey in a browser: each post at its own page, from the call to the satisfied close."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from careloop.org.queries import calendar_of
from careloop.service.models import Case
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def next_working_morning(unit_id):
    """A window in which the technicians are on shift, whenever the test runs."""
    hours = calendar_of(unit_id, timezone.now())
    day = timezone.now().astimezone(ZoneInfo(hours.zone)).date() + timedelta(days=1)
    while not hours.hours_on(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(9, 30)), datetime.combine(day, time(11, 0))


def step(page, label, **fields):
    """Opens a step from the page's main button, fills its form and takes it."""
    page.get_by_role("link", name=label, exact=True).or_(
        page.get_by_role("button", name=label, exact=True)
    ).first.click()
    form = page.locator("dialog[open] form, .step-sheet form").first
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check(force=True)
        elif field.get_attribute("type") == "checkbox":
            field.check(force=True)
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    press(page, form)


def press(page, form):
    """The one filled button of a form; a step that was taken leads to another page, or to the same anew."""
    with page.expect_navigation():
        form.locator("button.btn-main").first.click()


def sign_with_a_finger(page):
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for each in range(1, 9):
        page.mouse.move(box["x"] + 30 + each * 20, box["y"] + 40 + (each % 3) * 15)
    page.mouse.up()


def test_from_the_call_to_a_satisfied_close(at_work, company, sound):
    clerk = at_work("li.wen")
    sound(clerk)
    clerk.keyboard.press("F2")
    clerk.wait_for_url("**/service/call")
    sound(clerk)
    clerk.fill("#id_phone", "138 0013 2207")
    clerk.fill("[name=name]", "周淑芬")
    clerk.fill("[name=model]", "WD-820")
    clerk.fill("[name=bought_on]", "2025-03-02")
    clerk.fill("[name=description]", "甩干时整机位移，声音很大")
    clerk.fill("[name=address]", "和平里北街 14 号 3 单元 502")
    clerk.get_by_role("button", name="Open only").click()
    clerk.wait_for_url("**/service/cases/SC*")
    case = Case.objects.get()
    number, order = case.number, case.orders.get().number
    assert (case.kind, case.zone.kind) == ("C", "town")
    sound(clerk)

    director = at_work("zhao.min")
    director.goto(f"/service/cases/{number}")
    step(director, "Assess", severity="normal", complexity="simple")
    director.goto("/service/dispatch")
    sound(director)
    from_at, until_at = next_working_morning(case.unit_id)
    director.goto(f"/service/orders/{order}/dispatch")
    sound(director)
    form = director.locator(".step-sheet form, main form").first
    form.locator("[name=window_from]").fill(from_at.strftime("%Y-%m-%dT%H:%M"))
    form.locator("[name=window_until]").fill(until_at.strftime("%Y-%m-%dT%H:%M"))
    technician = str(company.people["chen.jianguo"].pk)
    field = form.locator("[name=technician]").first
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(technician)
    else:
        form.locator(f"[name=technician][value='{technician}']").check(force=True)
    press(director, form)
    assert case.orders.get().state == "dispatched"

    phone = at_work("chen.jianguo", PHONE)
    phone.goto("/service/today")
    sound(phone)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Accept").or_(phone.get_by_role("link", name="Accept")).first.click()
    assert case.orders.get().state == "accepted"
    # The appointment lies on another day, so the next steps are taken from the order itself.
    for name, state in (("set_out", "under_way"), ("arrive", "working")):
        phone.goto(f"/service/orders/{order}/{name}")
        press(phone, phone.locator("main form").first)
        assert case.orders.get().state == state
    phone.goto(f"/service/orders/{order}/finish")
    sound(phone)
    phone.locator("[name=result][value=repaired]").check(force=True)
    phone.fill("[name=report]", "更换一对减震器，调平试机。")
    phone.fill("[name=work_minutes]", "50")
    press(phone, phone.locator("main form").first)
    phone.goto(f"/service/orders/{order}/sign")
    sound(phone)
    sign_with_a_finger(phone)
    press(phone, phone.locator("main form").first)
    signature = case.orders.get().voucher.signatures.get()
    assert signature.image_id is not None
    assert signature.signer == "周淑芬"

    clerk.goto(f"/service/cases/{number}")
    step(clerk, "Check voucher, sign off", checked=True)
    for label, fields in (
        ("Review the result", {"note": "与报修一致"}),
        ("Tell the customer", {"words": "已更换减震器，请勿超载。"}),
        ("Satisfied: close", {"remark": "很满意"}),
    ):
        clerk.goto(f"/service/cases/{number}")
        step(clerk, label, **fields)
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "content")
    clerk.goto(f"/service/cases/{number}")
    sound(clerk)
    assert "更换一对减震器" in clerk.inner_text("main")


@pytest.mark.parametrize(
    ("username", "pages"),
    [
        ("li.wen", ["/", "/service/cases", "/customers/", "/service/register", "/messages"]),
        ("wang.jianye", ["/", "/service/reports", "/service/orders", "/tasks/"]),
        ("admin", ["/", "/settings/rules", "/settings/calendar", "/settings/people", "/settings/units"]),
    ],
)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_of_the_day_is_sound(at_work, sound, username, pages, size):
    from tests.browser.conftest import DESKTOP

    page = at_work(username, DESKTOP if size == "desktop" else PHONE)
    for address in pages:
        answer = page.goto(address)
        assert answer.status == 200, address
        sound(page)
