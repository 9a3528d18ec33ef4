"""The page of figures: who may, links that lead to as many rows as they say, clear errors, fixed queries."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloop.demo import cast
from careloop.org.models import Person
from careloop.service.tests.rows import a_call, a_case, an_order, closed, listed

pytestmark = pytest.mark.django_db
REPORTS = "/service/reports"


@pytest.fixture
def company():
    return cast.build(datetime(2020, 1, 1, tzinfo=UTC))


@pytest.fixture
def signed_in(company):
    def of(username):
        client = Client()
        client.force_login(company.people[username])
        return client

    return of


def a_story(company, days, unit="NB", technician="chen.jianguo", on_time=True, rounds=1):
    """A call some days ago whose case was visited and closed on the day itself."""
    at = timezone.now() - timedelta(days=days, minutes=5)
    case = closed(company, at, round=rounds, unit=company.units[unit])
    a_call(company, at, case, unit=company.units[unit])
    an_order(
        case, state="signed_off", technician=company.people[technician],
        zone=company.zones[f"{unit} town"], arrived_at=at, on_time=on_time,
    )  # fmt: skip
    a_case(company, at, unit=company.units[unit])


@pytest.fixture
def stories(company):
    a_story(company, 0)
    a_story(company, 2, technician="wu.hai", on_time=False, rounds=2)
    a_story(company, 5, unit="SB", technician="pablo.nieto")


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("wang.jianye", 200),
        ("zhao.min", 200),
        ("li.wen", 200),
        ("luo.yan", 200),
        ("chen.jianguo", 404),
        ("he.li", 404),
    ],
)
@pytest.mark.parametrize("page", [REPORTS, "/service/calls"])
def test_who_sees_the_figures(signed_in, page, username, status):
    assert signed_in(username).get(page).status_code == status


def test_strangers_sign_in_first():
    assert Client().get(REPORTS).status_code == 302
    assert Client().post(REPORTS).status_code == 302


@pytest.mark.parametrize("username", ["wang.jianye", "li.wen"])
@pytest.mark.parametrize(
    "groups", ["", "arrivals=unit&fixes=kind", "arrivals=zone&fixes=channel", "arrivals=month&fixes=month"]
)
def test_every_number_on_the_page_leads_to_as_many_rows(signed_in, company, stories, username, groups):
    actor = company.actor(username, timezone.now())
    page = signed_in(username).get(f"{REPORTS}?{groups}").content.decode()
    links = re.findall(r'<a[^>]*href="(/service/(?:cases|orders|calls)[?"][^"]*)"[^>]*>(\d+)</a>', page)
    assert len(links) >= 10
    for url, number in links:
        assert listed(unescape(url), actor) == int(number)


def test_the_figures_above_say_how_many_of_how_many(signed_in, stories):
    page = signed_in("wang.jianye").get(REPORTS).context["page"]
    assert page.open_cases.counted == 3
    assert page.calls.whole.counted == 3
    assert (page.on_time.table.whole.hit, page.on_time.table.whole.counted) == (2, 3)
    assert (page.first_time.table.whole.hit, page.first_time.table.whole.counted) == (2, 3)
    assert sum(column.point.value for column in page.chart.columns) == 3


def test_a_unit_narrows_everything(signed_in, company, stories):
    unit = company.units["SB"].pk
    answer = signed_in("wang.jianye").get(f"{REPORTS}?unit={unit}&arrivals=zone")
    page = answer.context["page"]
    assert (page.open_cases.counted, page.calls.whole.counted) == (1, 1)
    assert page.on_time.table.whole.counted == page.first_time.table.whole.counted == 1
    assert f"unit={unit}" in page.on_time.choices[0][1]


def test_of_another_unit_nothing_is_seen(signed_in, company, stories):
    answer = signed_in("li.wen").get(f"{REPORTS}?unit={company.units['SB'].pk}")
    assert list(answer.context["form"].errors) == ["unit"]
    assert answer.context["page"].calls.whole.counted == 2


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ("from_on=soon&to_on=2026-09-30", ["from_on"]),
        ("from_on=2026-09-30&to_on=2026-09-01", ["to_on"]),
        ("from_on=2020-01-01&to_on=2026-09-01", ["to_on"]),
        ("from_on=0001-01-01&to_on=9999-12-31", ["from_on", "to_on"]),
        ("from_on=%00&to_on=", ["from_on"]),
        ("unit=abc", ["unit"]),
        ("arrivals=nonsense&fixes=%00", []),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_usual_period_shown(signed_in, stories, asked, wrong):
    answer = signed_in("wang.jianye").get(f"{REPORTS}?{asked}")
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == wrong
    assert answer.context["page"].period == answer.context["form"].usual
    assert answer.context["page"].calls.whole.counted == 3


def test_a_long_period_is_told_by_months(signed_in, stories):
    year = timezone.now().year
    page = (
        signed_in("wang.jianye").get(f"{REPORTS}?from_on={year - 1}-01-01&to_on={year}-12-30").context["page"]
    )
    assert page.calls.by.name == "month"
    assert len(page.chart.columns) <= 24


def test_an_empty_company_has_a_page_that_says_so(signed_in):
    page = signed_in("wang.jianye").get(REPORTS).content.decode()
    assert page.count("Nothing to count in this period") == 2
    assert "No calls in this period." in page


def test_the_same_number_of_queries_with_one_row_and_with_three(signed_in, company):
    client = signed_in("wang.jianye")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(REPORTS).status_code == 200
        return len(found)

    a_story(company, 0)
    queries()
    one = queries()
    a_story(company, 1, unit="SB", technician="pablo.nieto", on_time=False)
    a_story(company, 3, technician="wu.hai", rounds=2)
    assert queries() == one


def test_the_list_of_calls_asks_the_same_with_one_row_and_with_three(signed_in, company):
    client = signed_in("wang.jianye")

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/service/calls").status_code == 200
        return len(found)

    a_story(company, 0)
    queries()
    one = queries()
    a_story(company, 1, unit="SB", technician="pablo.nieto")
    a_call(company, timezone.now())
    assert queries() == one


def test_a_zone_from_whose_unit_nobody_can_be_sent_is_named(company, signed_in):
    def reach(username, query=""):
        text = signed_in(username).get(f"{REPORTS}{query}").content.decode()
        return text.split('id="reach"')[1].split("</section>")[0]

    Person.objects.update(language="en")
    assert "Every zone has technicians" in reach("wang.jianye")
    Person.objects.filter(username__in=("pablo.nieto", "song.wei", "qian.feng")).update(is_active=False)
    assert "Fangshan" in reach("wang.jianye")
    assert "Every zone has technicians" in reach("zhao.min")
    assert "Every zone has technicians" in reach("wang.jianye", f"?unit={company.units['NB'].pk}")
