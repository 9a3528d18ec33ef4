from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from careloop.kit.mask import mask
from careloop.kit.ui import moments
from careloop.kit.ui.templatetags import careloop_ui as tags

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 9, 28, 4, 48, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_shanghai():
    with timezone.override(SHANGHAI):
        yield


def drawn(template: str, **context: Any) -> str:
    return engines["django"].from_string("{% load careloop_ui %}" + template).render(context)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Thu 24 Sep, 16:30"),
        ("zh-hans", "09-24 周四 16:30"),
        ("zh-hant", "09-24 週四 16:30"),
        ("es", "jue 24 sep, 16:30"),
    ],
)
def test_a_moment_as_each_language_writes_it(language: str, written: str) -> None:
    with override(language):
        assert moments.moment(AT, NOW).lower() == written.lower()


def test_the_year_is_said_when_it_is_not_this_year() -> None:
    assert moments.moment(AT, NOW.replace(year=2027)) == "Thu 24 Sep 2026, 16:30"
    assert moments.moment(AT) == "Thu 24 Sep 2026, 16:30"
    with override("zh-hans"):
        assert moments.day(date(2025, 3, 2), NOW.date()) == "2025-03-02 周日"


def test_near_days_in_words_by_the_day_of_the_zone() -> None:
    assert moments.moment(NOW, NOW) == "Today 12:48"
    assert moments.moment(datetime(2026, 9, 27, 15, 59, tzinfo=UTC), NOW) == "Yesterday 23:59"
    assert moments.moment(datetime(2026, 9, 27, 16, 0, tzinfo=UTC), NOW) == "Today 00:00"
    assert moments.moment(NOW + timedelta(days=1), NOW) == "Tomorrow 12:48"
    assert moments.moment(NOW, NOW, words=False) == "Mon 28 Sep, 12:48"


def test_a_day_without_its_weekday_has_its_year() -> None:
    for language, written in (("en", "2 Oct 2024"), ("es", "2 oct 2024"), ("zh-hant", "2024-10-02")):
        with override(language):
            assert moments.plain_day(date(2024, 10, 2)) == written
    with override("es"):
        assert moments.month(date(2026, 9, 1)) == "sep 2026"
        assert moments.moment(NOW, NOW, inside=True) == "hoy 12:48"


def test_a_span_names_the_second_day_only_when_there_is_one() -> None:
    until = AT + timedelta(hours=1, minutes=30)
    assert moments.span(AT, until, NOW) == "Thu 24 Sep, 16:30–18:00"
    assert moments.span(AT, AT + timedelta(days=1), NOW) == "Thu 24 Sep, 16:30 – Fri 25 Sep, 16:30"


def test_the_tag_sees_the_pages_now() -> None:
    assert (
        drawn("{% moment at %}", at=NOW, now=NOW)
        == '<time datetime="2026-09-28T04:48:00+00:00">Today 12:48</time>'
    )
    assert drawn("{% moment at %}", at=AT) == (
        '<time datetime="2026-09-24T08:30:00+00:00">Thu 24 Sep 2026, 16:30</time>'
    )
    assert (
        drawn("{% moment on %}", on=date(2026, 9, 28), now=NOW) == '<time datetime="2026-09-28">Today</time>'
    )
    assert drawn("{% moment none %}{{ none|moment }}", none=None) == "––"
    # Within a sentence it begins small.
    assert drawn("{{ at|moment:now }}", at=NOW, now=NOW) == "today 12:48"
    assert drawn("{% span a b %}", a=NOW, b=NOW + timedelta(hours=1), now=NOW) == "Today 12:48–13:48"


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(hours=2, minutes=12), "2:12"),
        (timedelta(minutes=-20), "−0:20"),
        (timedelta(hours=51), "51:00"),
        (timedelta(seconds=59), "0:00"),
        (timedelta(seconds=-59), "0:00"),
    ],
)
def test_hours(length: timedelta, written: str) -> None:
    assert tags.hours(length) == written


@given(st.integers(min_value=-(10**6), max_value=10**6))
def test_hours_read_back_are_the_whole_minutes(minutes: int) -> None:
    written = moments.hours(timedelta(minutes=minutes))
    hours, rest = written.removeprefix("−").split(":")
    assert (int(hours) * 60 + int(rest)) * (-1 if written.startswith("−") else 1) == minutes


def test_money_has_its_sign_where_the_language_wants_it(settings: Any) -> None:
    settings.CURRENCY = "CNY"
    assert tags.money(Decimal("1280.5")) == "¥1,280.50"
    assert tags.money(Decimal("-20")) == "−¥20.00"
    assert tags.money(Decimal("1280.5"), "") == "1,280.50"
    assert tags.money(Decimal("1"), "CHF") == "1.00\u00a0CHF"
    assert tags.money(None) == "–"
    with override("es"):
        assert tags.money(Decimal("1280.5"), "EUR").replace("\u202f", ".").endswith("280,50\u00a0€")


@pytest.mark.parametrize(
    ("number", "whole", "masked"),
    [
        ("+8613800132207", "138 0013 2207", "138******07"),
        ("13800132207", "138 0013 2207", "138******07"),
        ("+34612345678", "+34 612 34 56 78", "346******78"),
        ("95588", "95588", "9***8"),
        ("ask for Li", "ask for Li", "****"),
        ("", "–", "–"),
    ],
)
def test_phones_whole_and_masked(settings: Any, number: str, whole: str, masked: str) -> None:
    settings.COUNTRY = "CN"
    assert tags.phone(number) == whole
    assert tags.phone(number, "masked") == masked


@given(st.text(max_size=40))
def test_a_masked_phone_hides_at_least_half(typed: str) -> None:
    masked = tags.phone(typed, "masked")
    assert sum(sign.isdigit() for sign in masked) <= masked.count("*")


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("13800132207", "138******07"), ("600123123", "60*****23"), ("12345678", "12*****8"),
        ("95588", "9***8"), ("1234", "****"), ("110", "****"), ("", "****"),
    ],
)  # fmt: skip
def test_there_is_one_mask_and_it_hides_the_middle(digits: str, shown: str) -> None:
    assert mask(digits) == shown


def test_names_are_said_in_the_readers_language() -> None:
    with override("zh-hans"):
        assert drawn("{{ names|say }}", names={"en": "Washer", "zh-hans": "洗衣机"}) == "洗衣机"


@pytest.mark.parametrize(
    ("name", "written"),
    [("周淑芬", "周"), ("Ana María López", "AL"), ("ana", "A"), ("", "·"), (None, "·"), ("🙂", "🙂")],
)
def test_initials(name: str | None, written: str) -> None:
    assert tags.initials(name) == written


def test_attributes_are_escaped_and_false_ones_left_out() -> None:
    given_attributes = {
        "title": 'a"b',
        "disabled": True,
        "hidden": False,
        "data-x": None,
        "hx-vals": '{"a": 1}',
    }
    assert tags.attributes(given_attributes) == ('title="a&quot;b" disabled hx-vals="{&quot;a&quot;: 1}"')


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0",
            "WeChat · Android",
        ),
        ("curl/8", "curl/8"),
    ],
)
def test_browsers_by_name(line: str, written: str) -> None:
    assert tags.browser(line) == written
