"""From an empty database to the first dispatched case: everything by the pages, as
docs/recipes/begin-your-own-company.md tells it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from careloop import presets
from careloop.catalog.models import Family, ProductModel
from careloop.kit.epochs.copy import forget_all
from careloop.org.models import Calendar, Person, Zone
from careloop.presets import company
from careloop.service.models import Case

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Thursday
ADMIN, FIRST, OWN = "Quay-heron-2208", "Lamp-otter-7731", "Mill-raven-5519"


@pytest.fixture(autouse=True)
def an_empty_company(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    presets.load("branch", NOW)
    company.begin("Lakeside Appliances", "HQ", "boss", ADMIN, NOW)
    forget_all()


class Browser(Client):
    def fill(self, url: str, **fields) -> str:
        """Opens the page of a form and sends it; gives the address that it leads to."""
        assert self.get(url).status_code == 200, url
        answer = self.post(url, {name: value for name, value in fields.items() if value is not None})
        assert answer.status_code == 302, (url, answer.status_code, answer.content.decode()[:6000])
        return answer["Location"]

    def sees(self, url: str, *words: str) -> None:
        page = self.get(url)
        assert page.status_code == 200, url
        for word in words:
            assert word in page.content.decode(), (url, word)


def sign_in(username: str, password: str) -> Browser:
    browser = Browser()
    browser.post("/account/login/", {"login": username, "password": password})
    assert "_auth_user_id" in browser.session
    return browser


def hire(boss: Browser, username: str, post: str) -> Browser:
    """Adds and appoints somebody, who signs in and chooses a password of their own."""
    boss.fill(
        "/settings/new-person",
        username=username,
        name=username.title(),
        unit="LB",
        language="en",
        password=FIRST,
    )
    boss.fill(f"/settings/people/{username}/appoint", post=post, unit="LB", from_on="2026-11-26")
    browser = sign_in(username, FIRST)
    assert browser.get("/service/cases")["Location"] == "/account/password/change/"
    to = browser.fill("/account/password/change/", oldpassword=FIRST, password1=OWN, password2=OWN)
    assert to == "/"
    return browser


def found_the_branch(boss: Browser) -> None:
    boss.sees("/", "What you look after", "Products")
    boss.fill("/settings/calendars/add", name_en="Branch hours", country="CN", like=Calendar.objects.get().pk)
    hours = Calendar.objects.latest("id")
    boss.fill(
        "/settings/units/HQ/units/add",
        code="LB", kind="branch", name_en="Lakeside branch", address="1 Lake Road", phone="010 1234 5678",
        calendar=hours.pk, time_zone="Asia/Shanghai",
    )  # fmt: skip
    week = {f"day{day}": "08:30–17:30" if day < 5 else "" for day in range(7)}
    boss.fill("/settings/calendar/week?unit=LB", from_on="2026-11-27", **week)
    boss.fill("/settings/units/LB/zones/add", kind="town", name_en="Town", words="Lake Road, Hill Street")
    boss.sees("/settings/units", "Lakeside branch", "Hill Street")


def fill_the_catalogue(boss: Browser) -> None:
    boss.fill("/settings/new-skill", code="laundry", name_en="Laundry")
    boss.fill("/catalog/families/add", code="washer", name_en="Washing machine", skill="laundry")
    washer = Family.objects.get()
    boss.fill("/catalog/models/add", code="LW-100", family="washer", brand="Lakeside")
    boss.fill("/catalog/faults/add", kind="symptom", code="leak", name_en="Leaks", family="washer")
    boss.fill(
        "/catalog/labours/add",
        code="L01", name_en="Pump changed", minutes=40, price="80.00", from_on="2026-11-26", family="washer",
    )  # fmt: skip
    boss.fill(
        f"/customers/warranty/family/{washer.pk}/add",
        from_on="2020-01-01", labour_months=36, parts_months=12, travel_months=12, starts_from="purchase",
    )  # fmt: skip
    boss.sees(f"/catalog/families/{washer.pk}", "36 months", "Laundry")
    boss.sees(f"/catalog/models/{ProductModel.objects.get().pk}", "LW-100", "Lakeside")


def test_from_an_empty_database_to_the_first_dispatched_case():
    boss = sign_in("boss", ADMIN)
    found_the_branch(boss)
    fill_the_catalogue(boss)
    clerk, director = hire(boss, "clara", "clerk"), hire(boss, "dora", "director")
    technician = hire(boss, "tom", "technician")
    boss.fill("/settings/people/tom/skill", skill="laundry", level="2")

    to = clerk.fill(
        "/service/call",
        channel="phone", phone="138 0013 2207", name="Zhou Shufen", customer_kind="person", language="en",
        address="14 Hill Street", zone=Zone.objects.get().pk, model="LW-100", bought_on="2026-03-02",
        symptom="leak", family="washer", description="Water on the floor", save="open",
    )  # fmt: skip
    case = Case.objects.get()
    assert to.endswith(case.number)
    assert (case.number, case.kind, case.symptom.code) == ("SC26-LB-000001", "C", "leak")
    clerk.sees(f"/service/cases/{case.number}", "Water on the floor")

    director.fill(f"/service/cases/{case.number}/assess", severity="normal", complexity="simple")
    job = case.orders.get()
    tom = Person.objects.get(username="tom")
    director.fill(
        f"/service/orders/{job.number}/dispatch",
        technician=tom.pk, window_from=NOW + timedelta(hours=3), window_until=NOW + timedelta(hours=5),
    )  # fmt: skip
    job.refresh_from_db()
    assert (job.state, job.technician) == ("dispatched", tom)
    technician.sees("/service/today", "Zhou Shufen")


def test_who_leaves_and_what_is_closed():
    boss = sign_in("boss", ADMIN)
    found_the_branch(boss)
    clerk = hire(boss, "clara", "clerk")
    assert boss.post("/settings/units/LB/close").status_code == 409
    boss.fill("/settings/people/clara/leave")
    assert clerk.get("/service/cases").status_code == 302
    boss.fill("/settings/units/LB/close")
    boss.sees("/settings/units", "closed")
    assert date(2026, 11, 26) == Person.objects.get(username="clara").holdings.get().until_on - timedelta(
        days=1
    )
