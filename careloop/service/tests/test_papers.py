"""The voucher says what was agreed, done and signed; the register says who called and what is still owed."""

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from careloop.demo import cast
from careloop.demo.strokes import signature
from careloop.kit import papers
from careloop.kit.journal import record
from careloop.kit.journal.models import Block
from careloop.kit.journal.sealing import seal
from careloop.service.actions import call, case, order, register
from careloop.service.actions.told import in_parts
from careloop.service.models import Order
from careloop.service.papers.call_register import register_data
from careloop.service.papers.voucher import voucher_data
from careloop.service.queries.register import register_of

pytestmark = pytest.mark.django_db
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (poppler-utils)")

BEIJING = ZoneInfo("Asia/Shanghai")
CALLED_AT = datetime(2026, 9, 24, 16, 30, tzinfo=BEIJING)
MONDAY = datetime(2026, 9, 28, 9, 0, tzinfo=BEIJING)
HOSTILE = "#panic() $x$ @ref *bold* <label> {{ 7*7 }} %(at)s </svg> 🔥"


@pytest.fixture
def company():
    return cast.build(datetime(2026, 9, 1, tzinfo=UTC))


@pytest.fixture
def matter(company):
    return taken(company)


def taken(company, at=CALLED_AT, **more):
    given = {
        "unit": company.units["NB"],
        "channel": "phone",
        "phone": "138 0013 2207",
        "name": "周淑芬",
        "language": "zh-hans",
        "address": "和平里北街 14 号 3 单元 502",
        "model": company.models["WD-820"],
        "serial": "WD820-25-118834",
        "bought_on": date(2025, 3, 2),
        "description": "甩干时整机位移，声音很大，已放平。",
    }
    return call.take(**in_parts({**given, **more}), actor=company.actor("li.wen", at), at=at)


def order_of(matter):
    return matter.orders.select_related("case__customer", "unit", "voucher", "technician", "zone").get()


def dispatched(company, matter, at=MONDAY):
    manager = company.actor("wang.jianye", at)
    case.assess(matter, severity="normal", complexity="simple", actor=manager, at=at)
    job = order_of(matter)
    order.dispatch(
        job,
        technician=company.people["chen.jianguo"],
        window_from=MONDAY.replace(hour=13, minute=30),
        window_until=MONDAY.replace(hour=15),
        note="门禁密码问客户",
        actor=company.actor("zhao.min", at),
        at=at,
    )
    return job


def signed(company, matter, **how):
    job = dispatched(company, matter)
    at = MONDAY.replace(hour=13, minute=45)
    chen = company.actor("chen.jianguo", at)
    order.accept(job, actor=chen, at=at)
    order.arrive(job, actor=chen, at=at)
    end = at + timedelta(minutes=50)
    chen = company.actor("chen.jianguo", end)
    told = {"result": "repaired", "report": "更换一对减震器。", "work_minutes": 50, "travel_minutes": 25}
    order.finish(job, **told, actor=chen, at=end)
    order.sign(job, **how, actor=chen, at=end)
    return job


def printed(name, row, language="en", copy=None):
    return papers.render(name, row, language=language, copy=copy, printed_at=MONDAY, printed_by="李雯")


def text_of(pdf):
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@poppler
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "es"])
def test_a_voucher_says_who_what_when_and_with_which_result(company, matter, language):
    job = signed(company, matter, signer="周淑芬", signature=signature(Random(1)))
    text = text_of(printed("service.voucher", (job, True), language, "customer"))
    for said in (
        job.voucher.number, job.number, matter.number, "周淑芬", "138 0013 2207", "和平里北街",
        "WD820-25-118834", "甩干时整机位移", "陈建国", "更换一对减震器。", "13:30 – 15:00",
    ):  # fmt: skip
        assert said in text
    digest = job.voucher.signatures.get().content_hash
    assert digest[:8] in text


@poppler
def test_only_the_copies_of_the_house_hold_the_internal_note(company, matter):
    job = dispatched(company, matter)
    notes = {
        copy: "门禁密码" in text_of(printed("service.voucher", (job, True), copy=copy))
        for copy in ("customer", "accounting", "file")
    }
    assert notes == {"customer": False, "accounting": True, "file": True}


@poppler
def test_three_named_copies_come_one_after_another(matter):
    text = text_of(printed("service.voucher", (order_of(matter), True)))
    assert text.index("Customer's copy") < text.index("Accounting copy") < text.index("File copy")


def test_a_signature_stands_over_the_hash_of_what_was_signed(company, matter):
    job = signed(company, matter, signer="周淑芬", signature=signature(Random(1)))
    data = voucher_data((job, True), "en")
    held = job.voucher.signatures.get()
    assert (data["signature"].signer, data["signature"].digest) == ("周淑芬", held.content_hash)
    assert (data["unsigned"], data["changed"]) == (None, False)


def test_without_a_signature_the_reason_stands_there(company, matter):
    job = signed(company, matter, signer="", absent_reason="老人手抖，口头确认")
    data = voucher_data((job, True), "en")
    assert data["signature"] is None
    assert data["unsigned"]["why"] == "老人手抖，口头确认"
    assert printed("service.voucher", (job, True)).startswith(b"%PDF")


def test_what_was_changed_after_signing_is_told(company, matter):
    job = signed(company, matter, signer="周淑芬", absent_reason="停电")
    Order.objects.filter(pk=job.pk).update(report="全部换新")
    assert voucher_data((order_of(matter), True), "en")["changed"] is True


def test_before_the_visit_there_is_room_to_write_by_hand(matter):
    data = voucher_data((order_of(matter), True), "en")
    assert data["times"] == [None] * 5
    assert not any(each["chosen"] for each in data["results"])
    assert [each["chosen"] for each in data["kinds"]] == [False, False, True, False]
    assert (data["window"], data["technicians"], data["signature"], data["changed"]) == (
        None,
        "",
        None,
        False,
    )


def test_whoever_refused_is_not_named_as_technician(company, matter):
    job = dispatched(company, matter)
    order.refuse(job, reason="赶不到", actor=company.actor("chen.jianguo", MONDAY), at=MONDAY)
    assert voucher_data((order_of(matter), True), "en")["technicians"] == ""


def test_a_window_over_midnight_names_both_days(company, matter):
    job = dispatched(company, matter)
    start, until = voucher_data((job, True), "en")["window"]
    assert (start, until) == (job.window_from, "15:00")
    job.window_until = MONDAY + timedelta(days=1)
    assert voucher_data((job, True), "en")["window"][1] == job.window_until


@poppler
def test_what_a_customer_says_is_never_run(company):
    matter = taken(company, description=HOSTILE, name=HOSTILE[:60], address=HOSTILE)
    text = text_of(printed("service.voucher", (order_of(matter), True), copy="file"))
    assert "#panic()" in text
    assert "{{ 7*7 }}" in text


def test_a_very_long_story_goes_over_several_pages(company):
    matter = taken(company, description="漏水。Leaks and hums. " * 500)
    assert printed("service.voucher", (order_of(matter), True), copy="file").startswith(b"%PDF")


# ---- the register ----


def the_register(company, day=CALLED_AT, now=MONDAY):
    return register_of(company.units["NB"], day.date(), now)


@poppler
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "es"])
def test_a_register_names_each_call_with_its_voucher(company, matter, language):
    text = text_of(printed("service.register", (the_register(company), True), language))
    for said in ("16:30", "周淑芬", "138 0013 2207", "和平里北街", "李雯", order_of(matter).voucher.number):
        assert said in text


@poppler
def test_a_phone_is_masked_for_whoever_need_not_see_it(company, matter):
    text = text_of(printed("service.register", (the_register(company), False)))
    assert "138******07" in text
    assert "0013" not in text


@poppler
def test_a_register_holds_the_journals_last_block_of_its_time(company, matter):
    assert register_data((the_register(company), True), "en")["journal"] is None
    seal(MONDAY - timedelta(minutes=1))
    record(
        "org.person.change", document="person:1", actor=company.actor("li.wen", MONDAY), at=MONDAY, told={}
    )
    seal(MONDAY + timedelta(minutes=1))
    first = Block.objects.get(number=1)
    text = text_of(printed("service.register", (the_register(company), True)))
    assert f"Journal: block 1, {first.hash}" in text.replace("\u200b", "")


@poppler
def test_a_voucher_masks_the_phone_too(company, matter):
    text = text_of(printed("service.voucher", (order_of(matter), False)))
    assert "138******07" in text
    assert "0013" not in text


def test_what_was_not_dispatched_goes_first_tomorrow(company, matter):
    day = the_register(company)
    assert [job.number for job in day.not_dispatched] == [order_of(matter).number]
    dispatched(company, matter)
    assert the_register(company).not_dispatched == []
    # Of a later call the register of the day before knows nothing.
    taken(company, at=MONDAY)
    assert the_register(company).not_dispatched == []


def test_a_voucher_is_missed_once_the_visit_should_be_over(company, matter):
    job = dispatched(company, matter)
    before, after = MONDAY.replace(hour=14), MONDAY.replace(hour=16)
    assert the_register(company, MONDAY, before).not_back == []
    assert the_register(company, MONDAY, after).not_back == [job]
    # The day before, nobody expected it back.
    assert the_register(company, CALLED_AT, after).not_back == []


def test_a_voucher_that_is_signed_off_is_back(company, matter):
    job = signed(company, matter, signer="周淑芬", absent_reason="停电")
    evening = MONDAY.replace(hour=18)
    assert the_register(company, MONDAY, evening).not_back == [job]
    order.sign_off(job, actor=company.actor("li.wen", evening), at=evening)
    day = the_register(company, MONDAY, evening)
    assert day.not_back == []
    assert day.in_order


def test_calls_without_a_voucher_stand_out_but_consultations_need_none(company, matter):
    unit, clerk = company.units["NB"], company.actor("li.wen", CALLED_AT)

    told = {"unit": unit, "channel": "counter", "case": None, "actor": clerk, "at": CALLED_AT}
    lost = register.enter(topic="new", **told)
    register.enter(topic="consultation", **told)
    day = the_register(company)
    assert len(day.lines) == 3
    assert [line.call for line in day.without_voucher] == [lost]
    assert [(str(word), calls) for word, calls in day.channels] == [("Walk-in", 2), ("Phone", 1)]


def test_the_day_is_that_of_the_unit(company):
    late = datetime(2026, 9, 24, 23, 50, tzinfo=BEIJING)
    taken(company, at=late)
    assert len(the_register(company, late).lines) == 1
    assert the_register(company, late + timedelta(days=1)).lines == []


def test_a_register_takes_four_queries_however_long(company, django_assert_num_queries):
    for more in (1, 3):
        for each in range(more):
            dispatched(company, taken(company, phone=f"138 0013 22{more}{each}"))
        company.units["NB"].refresh_from_db()
        with django_assert_num_queries(4):
            printed_data = the_register(company, now=MONDAY.replace(hour=18))
            assert len(printed_data.lines) >= more
