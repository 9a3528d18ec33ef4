"""The dispatch board and the form of a step in a real browser: places come from style sheets, the policy holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from careloop.demo import cast
from careloop.service.actions import call, case
from careloop.service.actions.told import Matter, NewCustomer, NewDevice
from careloop.service.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def matter(company: cast.Cast) -> Case:
    at = timezone.now()
    taken = call.take(
        unit=company.units["NB"],
        matter=Matter(
            channel="phone", phone="138 0013 2207", address="和平里北街 14 号", description="甩干时整机位移"
        ),
        customer=NewCustomer(name="周淑芬"),
        device=NewDevice(model=company.models["WD-820"], serial="WD820-25-118834"),
        actor=company.actor("li.wen", at),
        at=at,
    )
    case.assess(taken, severity="normal", complexity="simple", actor=company.actor("zhao.min", at), at=at)
    return taken


def test_the_board_is_sent_from(at_work: Any, sound: Any, company: cast.Cast, matter: Case) -> None:
    director = at_work("zhao.min")
    # On a working day of next week everybody is free, at whatever hour this test runs.
    calendar_day = timezone.localdate() + timedelta(days=7)
    while calendar_day.weekday() != 2:
        calendar_day += timedelta(days=1)
    director.goto(f"/service/dispatch?day={calendar_day.isoformat()}")
    sound(director)
    hour = director.locator(".board-row.head .hour").nth(2).bounding_box()
    proposed = director.locator(".proposed").first.bounding_box()
    assert hour["width"] > 20
    assert proposed["width"] == pytest.approx(hour["width"] * 1.5, rel=0.1)
    with director.expect_navigation():
        director.locator(".board-says button[type=submit]").click()
    order = matter.orders.get()
    assert order.state == "dispatched"
    chip = director.locator(f".visits a[href$='{order.number}']").bounding_box()
    assert chip["width"] == pytest.approx(hour["width"] * 1.5, rel=0.1)
    director.goto("/service/dispatch?view=list")
    sound(director)


def test_a_step_opens_with_what_it_is_about(at_work: Any, sound: Any, matter: Case) -> None:
    clerk = at_work("li.wen", {"width": 390, "height": 844})
    clerk.goto(f"/service/cases/{matter.number}/change_kind")
    assert "周淑芬" in clerk.locator(".step-about").inner_text()
    sound(clerk)
