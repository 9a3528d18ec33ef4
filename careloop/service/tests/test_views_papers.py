"""The voucher and the register as pages: who may, what is refused, and how many questions they ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloop.demo import cast
from careloop.kit import papers
from careloop.service.models import Assignment
from careloop.service.tests.rows import a_call, a_case, an_order

pytestmark = pytest.mark.django_db
DAY = "2026-09-24"
AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)  # 16:30 in Beijing


@pytest.fixture
def company():
    return cast.build(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def signed_in(company):
    def of(username):
        client = Client()
        client.force_login(company.people[username])
        return client

    return of


@pytest.fixture
def voucher(company):
    return an_order(a_case(company, AT)).voucher


def register(**asked):
    return "/service/register?" + "&".join(f"{name}={value}" for name, value in asked.items())


def pdf(voucher, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/service/vouchers/{voucher.number}.pdf?{query}"


@pytest.mark.parametrize("asked", [{}, {"copy": "file"}, {"language": "es"}, {"language": "zh-hant"}])
def test_a_voucher_is_printed(signed_in, voucher, asked):
    answer = signed_in("li.wen").get(pdf(voucher, **asked))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{voucher.number}.pdf"'
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("username", "in_full"), [("li.wen", True), ("chen.jianguo", True), ("luo.yan", False)]
)
def test_a_voucher_holds_whole_phones_only_for_who_may_see_them(
    signed_in, company, voucher, monkeypatch, username, in_full
):
    given = []
    monkeypatch.setattr(papers, "render", lambda name, row, **how: given.append(row) or b"%PDF")
    Assignment.objects.create(
        order=voucher.order, person=company.people["chen.jianguo"], role="lead", from_at=AT
    )
    assert signed_in(username).get(pdf(voucher)).status_code == 200
    assert given == [(voucher.order, in_full)]


@pytest.mark.parametrize(
    "asked", [{"copy": "mine"}, {"copy": "%00"}, {"language": "xx"}, {"language": "../en"}]
)
def test_a_copy_or_language_that_is_not_there_is_not_found(signed_in, voucher, asked):
    assert signed_in("li.wen").get(pdf(voucher, **asked)).status_code == 404


def test_a_voucher_of_another_unit_does_not_exist(signed_in, voucher):
    assert signed_in("ana.torres").get(pdf(voucher)).status_code == 404
    assert signed_in("chen.jianguo").get(pdf(voucher)).status_code == 404
    assert signed_in("he.li").get(pdf(voucher)).status_code == 200
    assert Client().get(pdf(voucher)).status_code == 302


def test_only_reading_is_allowed(signed_in, voucher):
    for address in (pdf(voucher), register(on=DAY), "/service/register.pdf"):
        assert signed_in("li.wen").post(address).status_code == 405


@pytest.mark.parametrize("page", ["/service/register", "/service/register.pdf"])
@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("li.wen", 200),
        ("zhao.min", 200),
        ("wang.jianye", 200),
        ("luo.yan", 200),
        ("chen.jianguo", 404),
        ("he.li", 404),
    ],
)
def test_who_sees_the_register(signed_in, page, username, status):
    assert signed_in(username).get(page).status_code == status


@pytest.mark.parametrize("page", ["/service/register", "/service/register.pdf"])
def test_the_register_of_another_unit_does_not_exist(signed_in, company, page):
    other, own = company.units["SB"].pk, company.units["NB"].pk
    assert signed_in("li.wen").get(f"{page}?unit={other}").status_code == 404
    assert signed_in("li.wen").get(f"{page}?unit={own}").status_code == 200
    assert signed_in("wang.jianye").get(f"{page}?unit={other}").status_code == 200
    for nonsense in ("abc", "-1", "%00", "9" * 30):
        assert signed_in("li.wen").get(f"{page}?unit={nonsense}").status_code == 404


@pytest.mark.parametrize("on", ["soon", "2026-02-30", "0001-01-01", "9999-12-31", "%00", "2026-9"])
def test_a_day_that_is_none_gets_an_error_at_its_field_and_today_is_shown(signed_in, company, on):
    answer = signed_in("li.wen").get(register(on=on))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["on"]
    assert answer.context["day"].on == answer.context["form"].today


def test_the_register_shows_calls_and_what_the_clerk_must_look_after(signed_in, company):
    case = a_case(company, AT)
    order = an_order(case)
    late = an_order(
        case,
        state="working",
        technician=company.people["wu.hai"],
        window_from=AT - timedelta(hours=2),
        window_until=AT - timedelta(hours=1),
    )
    a_call(company, AT, case, phone="13800132207")
    a_call(company, AT)
    a_call(company, AT, topic="consultation")
    a_call(company, AT, unit=company.units["SB"])
    page = signed_in("li.wen").get(register(on=DAY)).content.decode()
    day = signed_in("li.wen").get(register(on=DAY)).context["day"]
    assert [len(part) for part in (day.lines, day.without_voucher, day.not_back, day.not_dispatched)] == [
        3,
        1,
        1,
        1,
    ]
    for said in ("16:30", case.title, order.voucher.number, late.voucher.number, "no voucher", "needs none"):
        assert said in page


def test_phones_are_masked_for_the_auditor(signed_in, company):
    a_call(company, AT, phone="13800132207")
    asked = register(unit=company.units["NB"].pk, on=DAY)
    assert "138******07" in signed_in("luo.yan").get(asked).content.decode()
    assert "138 0013 2207" in signed_in("li.wen").get(asked).content.decode()


def test_what_was_typed_is_escaped(signed_in, company):
    case = a_case(company, AT, title="<script>alert(1)</script>", address="<img src=x>")
    an_order(case)
    a_call(company, AT, case, phone="<b>1</b>")
    page = signed_in("li.wen").get(register(on=DAY)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "<b>1</b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("page", ["/service/register", "/service/register.pdf"])
def test_the_same_number_of_queries_with_one_row_and_with_three(signed_in, company, page):
    client, asked = signed_in("li.wen"), f"{page}?on={DAY}"

    def add():
        case = a_case(company, AT)
        an_order(case)
        gone = {
            "technician": company.people["wu.hai"],
            "window_from": AT,
            "window_until": AT + timedelta(hours=1),
        }
        an_order(case, state="signed", **gone)
        a_call(company, AT, case, taken_by=company.people["li.wen"])

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(asked).status_code == 200
        return len(found)

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


def test_a_voucher_asks_the_same_whoever_works_on_it(signed_in, company, voucher):
    client = signed_in("li.wen")
    client.get(pdf(voucher))
    with CaptureQueriesContext(connection) as before:
        client.get(pdf(voucher))
    for username in ("chen.jianguo", "wu.hai", "lin.zhiqiang"):
        voucher.order.assignments.create(person=company.people[username], role="second", from_at=AT)
    with CaptureQueriesContext(connection) as after:
        client.get(pdf(voucher))
    assert len(after) == len(before)
