"""From a customer's call to a satisfied close, as the regulation of a branch company tells it.

The first file a newcomer should read: each step is one call into an action, by the person whose post it is.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careloop.demo import cast
from careloop.kit.clocks.queries import of_thread, running_of
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable, WrongMoment
from careloop.kit.notices import unread_count
from careloop.service.actions import call, case, order
from careloop.service.actions.told import in_parts
from careloop.service.forms.call import CallForm
from careloop.service.models import Call, Case
from careloop.tasks.actions import task

pytestmark = pytest.mark.django_db

BEIJING = ZoneInfo("Asia/Shanghai")
CALLED_AT = datetime(2026, 9, 24, 16, 30, tzinfo=BEIJING)  # the Thursday before Mid-Autumn
MONDAY = datetime(2026, 9, 28, 9, 0, tzinfo=BEIJING)


@pytest.fixture
def company():
    return cast.build(datetime(2026, 9, 1, tzinfo=UTC))


def take_a_call(company, at=CALLED_AT, **more):
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


def the_order(matter):
    return matter.orders.select_related("case", "unit", "voucher", "technician", "zone").latest("id")


def dispatch(company, matter, technician="chen.jianguo", at=MONDAY):
    manager, director = company.actor("wang.jianye", at), company.actor("zhao.min", at)
    case.assess(matter, severity="normal", complexity="simple", actor=manager, at=at)
    job = the_order(matter)
    order.dispatch(
        job,
        technician=company.people[technician],
        window_from=MONDAY.replace(hour=13, minute=30),
        window_until=MONDAY.replace(hour=15),
        actor=director,
        at=at,
    )
    return job


def test_a_call_becomes_a_satisfied_close(company):
    # B 8: the clerk records the call and makes out the voucher for the director.
    matter = take_a_call(company)
    job = the_order(matter)
    for number, kind in ((matter.number, "SC"), (job.number, "WO"), (job.voucher.number, "SV")):
        assert number.startswith(f"{kind}26-NB-")
    assert (matter.kind, matter.kind_why) == ("C", "warranty_partly")
    assert Call.objects.get(case=matter).topic == "new"

    # B 19: six working hours in town, over the holiday.
    (arrival,) = (c for c in running_of([job.number])[job.number] if c.kind == "service.order.arrival")
    assert arrival.due_at == datetime(2026, 9, 28, 15, 0, tzinfo=BEIJING)

    # E process 2.1: the manager assesses. B 8: the director dispatches.
    job = dispatch(company, matter)
    matter.refresh_from_db()
    assert (matter.state, job.state) == ("in_service", "dispatched")

    # B 9: the technician goes, works and finishes; the customer signs the voucher.
    start = MONDAY.replace(hour=13, minute=20)
    for minutes, step in ((0, order.accept), (5, order.set_out), (30, order.arrive)):
        at = start + timedelta(minutes=minutes)
        step(job, actor=company.actor("chen.jianguo", at), at=at)
    assert job.on_time is True
    at = start + timedelta(minutes=80)
    chen = company.actor("chen.jianguo", at)
    order.finish(
        job,
        result="repaired",
        report="更换一对减震器，调平试机。",
        work_minutes=50,
        travel_minutes=25,
        actor=chen,
        at=at,
    )
    order.sign(job, signer="", absent_reason="老人手抖，口头确认", actor=chen, at=at)
    signature = job.voucher.signatures.get()
    assert signature.content["report"] == "更换一对减震器，调平试机。"
    assert len(signature.content_hash) == 64

    # B 9, B 18: the clerk checks the voucher and signs the call off. E process 4: review, inform, close.
    at = MONDAY.replace(hour=16)
    clerk = company.actor("li.wen", at)
    order.sign_off(job, actor=clerk, at=at)
    matter.refresh_from_db()
    assert matter.state == "signed_off"
    case.review(matter, note="与报修一致", actor=clerk, at=at)
    case.inform(matter, channel="phone", words="已更换减震器，请勿超载。", actor=clerk, at=at)
    case.close(matter, remark="很满意", actor=clerk, at=at)

    matter.refresh_from_db()
    assert (matter.state, matter.outcome, matter.closed_at) == ("closed", "content", at)
    assert {clock.state for clock in of_thread(matter.number)} == {"stopped"}
    assert not any(clock.late for clock in of_thread(matter.number) if clock.kind.endswith("arrival"))
    told = [entry.word.rsplit(".", 1)[1] for entry in reversed(timeline(matter.number))]
    assert told.count("message_unsent") == 4  # opened, appointment, on the way, settled; no gateway is set up
    assert [word for word in told if word != "message_unsent"] == [
        "open", "open", "assess", "dispatch", "begin_service", "accept", "set_out", "arrive",
        "finish", "sign", "sign_off", "finish_service", "review", "inform", "close",
    ]  # fmt: skip


def test_not_content_is_handled_again_and_counts_as_a_repeat(company):
    matter = take_a_call(company)
    job = dispatch(company, matter)
    at = MONDAY.replace(hour=14)
    chen, clerk = company.actor("chen.jianguo", at), company.actor("li.wen", at)
    order.accept(job, actor=chen, at=at)
    order.arrive(job, actor=chen, at=at)
    order.finish(job, result="repaired", report="已调平", work_minutes=20, actor=chen, at=at)
    order.sign(job, signer="周淑芬", absent_reason="无法签字", actor=chen, at=at)
    order.sign_off(job, actor=clerk, at=at)
    matter.refresh_from_db()
    case.review(matter, note="好", actor=clerk, at=at)
    case.inform(matter, channel="phone", words="已修好", actor=clerk, at=at)
    case.handle_again(matter, reason="还是震动", actor=clerk, at=at)

    matter.refresh_from_db()
    assert (matter.state, matter.round) == ("assessed", 2)
    assert [(job.round, job.state) for job in matter.orders.order_by("id")] == [
        (1, "signed_off"),
        (2, "open"),
    ]
    assert len([entry for entry in timeline(matter.number) if entry.word == "service.order.open"]) == 2


def test_a_customer_who_cannot_be_reached_is_tried_at_different_times(company):
    matter = take_a_call(company)
    Case.objects.filter(pk=matter.pk).update(state="reviewed")
    matter.refresh_from_db()
    for hour in (9, 11, 15):
        at = MONDAY.replace(hour=hour)
        clerk = company.actor("li.wen", at)
        with pytest.raises(WrongMoment):
            case.close_unreachable(matter, actor=clerk, at=at)
        case.record_try(matter, channel="phone", reason="no_answer", actor=clerk, at=at)
    case.close_unreachable(matter, actor=clerk, at=at)
    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == ("closed", "unreachable")


def test_the_wrong_person_is_refused_and_nothing_changes(company):
    matter = take_a_call(company)
    technician = company.actor("chen.jianguo", MONDAY)
    with pytest.raises(NotAllowed):
        case.assess(matter, severity="normal", complexity="simple", actor=technician, at=MONDAY)
    matter.refresh_from_db()
    assert matter.state == "opened"
    assert "assess" not in {entry.word.rsplit(".", 1)[1] for entry in timeline(matter.number)}


def test_of_two_dispatchers_at_once_one_wins_and_the_other_is_told_who(company):
    matter = take_a_call(company)
    stale = the_order(matter)
    dispatch(company, matter)
    stale.case.refresh_from_db()
    with pytest.raises(WrongMoment) as refused:
        order.dispatch(
            stale,
            technician=company.people["lin.zhiqiang"],
            window_from=MONDAY,
            window_until=MONDAY + timedelta(hours=1),
            actor=company.actor("wang.jianye", MONDAY),
            at=MONDAY,
        )
    assert "赵敏" in str(refused.value)
    assert the_order(matter).technician == company.people["chen.jianguo"]


def test_only_who_has_the_skill_can_be_sent(company):
    matter = take_a_call(company)
    with pytest.raises(Unacceptable) as refused:
        dispatch(company, matter, technician="wu.hai")
    assert "吴海" in str(refused.value)
    assert the_order(matter).state == "open"


def test_what_was_done_on_paper_is_entered_with_its_true_time(company):
    matter = take_a_call(company)
    job = dispatch(company, matter)
    evening, arrived = MONDAY.replace(hour=18), MONDAY.replace(hour=13, minute=45)
    clerk, chen = company.actor("li.wen", evening), company.people["chen.jianguo"]
    for_chen = clerk.entering(performed_by_id=chen.pk, reason="系统停用，按凭单补录")
    order.accept(job, actor=for_chen, at=arrived)
    order.arrive(job, actor=for_chen, at=arrived)
    assert job.on_time is True
    with pytest.raises(Unacceptable) as refused:
        order.finish(
            job,
            result="repaired",
            report="已修",
            actor=clerk.entering(performed_by_id=chen.pk),
            at=arrived,
        )
    assert "entry_reason" in refused.value.errors
    job.refresh_from_db()
    assert job.state == "working"


def test_waiting_for_parts_pauses_the_time_to_solve_it(company):
    matter = take_a_call(company)
    job = dispatch(company, matter)
    at = MONDAY.replace(hour=14)
    chen = company.actor("chen.jianguo", at)
    order.accept(job, actor=chen, at=at)
    order.arrive(job, actor=chen, at=at)
    order.wait(job, reason="parts", note="减震器缺货", actor=chen, at=at)

    def resolution():
        return next(c for c in of_thread(matter.number) if c.kind == "service.case.resolution")

    assert (resolution().state, resolution().due_at) == ("paused", None)
    later = at + timedelta(days=2)
    order.go_on(job, actor=company.actor("chen.jianguo", later), at=later)
    # Three days of 7:30: 3:30 on Monday, 4:00 on Wednesday, then after the holiday 7:30 and 7:30.
    assert resolution().state == "running"
    assert resolution().due_at == datetime(2026, 10, 9, 18, 0, tzinfo=BEIJING)


def test_a_technician_asks_for_help_and_the_director_answers(company):
    matter = take_a_call(company)
    job = dispatch(company, matter)
    at = MONDAY.replace(hour=14)
    chen, zhao = company.actor("chen.jianguo", at), company.actor("zhao.min", at)
    order.accept(job, actor=chen, at=at)
    order.ask_help(job, need="需要第二个人搬机", actor=chen, at=at)
    assert unread_count(zhao.person_id) == 1
    order.answer_help(
        job, answer="林志强马上到", technician=company.people["lin.zhiqiang"], actor=zhao, at=at
    )
    assert job.performer_ids() == {
        company.people["chen.jianguo"].pk,
        company.people["lin.zhiqiang"].pk,
    }
    with pytest.raises(WrongMoment):
        order.answer_help(job, answer="再答", actor=zhao, at=at)


def test_a_case_does_not_close_over_what_a_department_owes(company):
    matter = take_a_call(company)
    manager = company.actor("wang.jianye", MONDAY)
    asked = task.ask(
        unit=company.units["HQ"],
        owner_unit=company.units["HQ"],
        owner_post="department_head",
        title="同批次减震器是否有通报",
        document=matter.number,
        blocking=True,
        actor=manager,
        at=MONDAY,
    )
    clerk = company.actor("li.wen", MONDAY)
    with pytest.raises(WrongMoment) as refused:
        case.solve_by_phone(matter, advice="调平即可", actor=clerk, at=MONDAY)
    assert "同批次减震器是否有通报" in str(refused.value)
    head = company.actor("he.li", MONDAY)
    task.accept(asked, actor=head, at=MONDAY)
    task.answer(asked, answer="有三例，建议两侧一并更换", actor=head, at=MONDAY)
    task.check(asked, actor=manager, at=MONDAY)
    case.solve_by_phone(matter, advice="调平即可", actor=clerk, at=MONDAY)
    matter.refresh_from_db()
    assert (matter.outcome, the_order(matter).state) == ("by_phone", "cancelled")


def test_a_case_is_passed_on_and_its_clocks_follow_the_other_units_hours(company):
    matter = take_a_call(company)
    director = company.actor("zhao.min", CALLED_AT)
    case.pass_on(matter, unit=company.units["SB"], reason="客户在城南", actor=director, at=CALLED_AT)
    job = the_order(matter)
    assert (job.unit.code, matter.number.split("-")[1]) == ("SB", "NB")
    assert {clock.unit_id for clock in of_thread(matter.number)} == {company.units["SB"].pk}
    with pytest.raises(NotAllowed):
        case.write(matter, text="?", actor=company.actor("li.wen", CALLED_AT), at=CALLED_AT)


@pytest.mark.parametrize(("name", "fits"), [("", True), ("别人", False)])
def test_a_device_is_its_owners(company, name, fits):
    matter = take_a_call(company)
    given = {"channel": "phone", "description": "又响了", "device": matter.device.number, "name": name}
    form = CallForm(given, actor=company.actor("li.wen", MONDAY), now=MONDAY)
    assert form.is_valid() is fits
    if fits:
        assert form.parameters()["customer"] == matter.customer
    else:
        assert list(form.errors) == ["device"]
