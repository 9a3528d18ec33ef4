"""Cases, orders and tasks for programs: the same rights, the same clocks, the same words as on the pages."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloop.kit.clocks.queries import of_thread
from careloop.kit.journal.queries import timeline
from careloop.presets import history
from careloop.service.models import Case, Order
from careloop.service.tests.test_history import GOOD, write
from careloop.tasks.models import Task
from tests.api.conftest import (
    CLERK,
    DIRECTOR,
    MANAGER,
    STRANGER,
    TECHNICIAN,
    dispatched,
    problem,
    window,
)

ASSESS = {"severity": "normal", "complexity": "simple"}


def test_a_call_becomes_a_satisfied_close(program):
    case, order = dispatched(program)
    for step in ("accept", "set_out", "arrive"):
        told = program.post(f"/service/orders/{order}/{step}", {}, TECHNICIAN)
        assert told.status_code == 200, told.content
    finish = {"result": "repaired", "report": "更换减震器", "work_minutes": 50, "travel_minutes": 25}
    program.post(f"/service/orders/{order}/finish", finish, TECHNICIAN)
    program.post(f"/service/orders/{order}/sign", {"absent_reason": "口头确认"}, TECHNICIAN)
    program.post(f"/service/orders/{order}/sign_off", {"checked": True})
    for step, body in (
        ("review", {"note": "好"}),
        ("inform", {"channel": "phone", "words": "已修好"}),
        ("close", {"remark": "很满意"}),
    ):
        told = program.post(f"/service/cases/{case}/{step}", body)
        assert told.status_code == 200, told.content
    assert (told.json()["state"], told.json()["outcome"]) == ("closed", "content")
    seen = program.get(f"/service/orders/{order}").json()
    assert (seen["state"], seen["result"], seen["on_time"]) == ("signed_off", "repaired", True)
    assert {clock.state for clock in of_thread(case)} == {"stopped"}
    # What was done through the API says so.
    assert {entry.via for entry in timeline(case, 50) if entry.person_id} == {"api"}


def test_a_case_names_the_steps_that_its_reader_may_take(program):
    number = program.open_case()["number"]
    assert "assess" in program.get(f"/service/cases/{number}", MANAGER).json()["steps"]
    assert "assess" not in program.get(f"/service/cases/{number}", CLERK).json()["steps"]


def test_the_wrong_person_is_refused_and_nothing_changes(program):
    number = program.open_case()["number"]
    problem(program.post(f"/service/cases/{number}/assess", ASSESS, CLERK), 403, "not_allowed")
    assert program.get(f"/service/cases/{number}").json()["state"] == "opened"


def test_what_one_may_not_see_does_not_exist(program):
    opened = program.open_case()
    number, order = opened["number"], opened["orders"][0]
    for path in (f"/service/cases/{number}", f"/service/orders/{order}"):
        for person in (STRANGER, TECHNICIAN):
            problem(program.get(path, person), 404, "not_found")
    problem(program.post(f"/service/cases/{number}/write", {"text": "?"}, STRANGER), 404)
    assert program.get("/service/cases", STRANGER).json()["items"] == []
    assert "write" not in {entry.word.rsplit(".", 1)[1] for entry in timeline(number, 50)}


def test_a_technician_sees_what_they_work_on(program):
    case, order = dispatched(program)
    assert program.get(f"/service/cases/{case}", TECHNICIAN).status_code == 200
    assert [row["number"] for row in program.get("/service/orders", TECHNICIAN).json()["items"]] == [order]
    # No customers' files: those come with the order.
    customer = program.get(f"/service/cases/{case}").json()["customer"]
    problem(program.get(f"/customers/customers/{customer}", TECHNICIAN), 404)


def test_the_wrong_moment_says_who_brought_it_there(program):
    _case, order = dispatched(program)
    body = {"technician": "lin.zhiqiang", **window(program.company)}
    told = problem(program.post(f"/service/orders/{order}/dispatch", body, DIRECTOR), 409, "wrong_moment")
    assert "赵敏" in told["detail"]
    assert Order.objects.get(number=order).technician.username == TECHNICIAN


def test_who_passes_a_case_on_is_told_although_they_see_it_no_more(program):
    number = program.open_case()["number"]
    body = {"unit": "SB", "reason": "客户在城南"}
    told = program.post(f"/service/cases/{number}/pass_on", body, DIRECTOR)
    assert (told.status_code, told.json()["unit"]) == (200, "SB")
    problem(program.get(f"/service/cases/{number}", DIRECTOR), 404)


def test_what_happened_earlier_takes_a_right_and_a_reason(program):
    _case, order = dispatched(program)
    Order.objects.filter(number=order).update(changed_at=timezone.now() - timedelta(hours=3))
    at = (timezone.now() - timedelta(hours=2)).replace(microsecond=0).isoformat()
    path = f"/service/orders/{order}/accept"
    earlier = {"at": at, "performed_by": TECHNICIAN, "entry_reason": "系统停用，按凭单补录"}
    problem(program.post(path, {"at": at}, TECHNICIAN), 403)
    problem(program.post(path, {**earlier, "performed_by": TECHNICIAN}, "wu.hai"), 404)
    assert "entry_reason" in problem(program.post(path, {**earlier, "entry_reason": ""}), 422)["errors"]
    assert "performed_by" in problem(program.post(path, {**earlier, "performed_by": "x"}), 422)["errors"]
    told = program.post(path, earlier)
    assert told.status_code == 200, told.content
    assert datetime.fromisoformat(told.json()["changed_at"]) == datetime.fromisoformat(at)
    entry = timeline(Order.objects.get(number=order).case.number, 1)[0]
    assert entry.performed_by_id == program.company.people[TECHNICIAN].pk
    assert entry.person_id == program.company.people[CLERK].pk
    assert entry.reason == "系统停用，按凭单补录"


def test_whether_a_name_exists_is_not_told_to_who_may_not_enter_for_others(program):
    _case, order = dispatched(program)
    for name in (CLERK, "nobody"):
        told = program.post(f"/service/orders/{order}/accept", {"performed_by": name}, TECHNICIAN)
        problem(told, 403, "not_allowed")


def test_the_future_cannot_be_entered(program):
    at = (timezone.now() + timedelta(minutes=10)).isoformat()
    number = program.open_case()["number"]
    body = {**ASSESS, "at": at}
    assert "at" in problem(program.post(f"/service/cases/{number}/assess", body, MANAGER), 422)["errors"]


def test_pages_of_a_list_hang_together(program):
    numbers = [program.open_case(description=f"no. {n}")["number"] for n in range(5)]
    seen, after = [], ""
    while True:
        page = program.get("/service/cases", CLERK, limit=2, after=after).json()
        seen += [row["number"] for row in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
        # A case that comes in meanwhile neither doubles nor hides one.
        program.open_case(description="in between")
    assert seen == numbers[::-1]


def test_a_list_narrows_by_its_parameters(program):
    case, order = dispatched(program)
    other = program.open_case(description="other")["number"]

    def found(path, **query):
        return [row["number"] for row in program.get(path, CLERK, **query).json()["items"]]

    assert found("/service/cases", state=["in_service"]) == [case]
    assert found("/service/cases", state=["in_service", "opened"]) == [other, case]
    assert found("/service/cases", open="true") == [other, case]
    assert found("/service/cases", open="false", urgent="true") == []
    assert found("/service/cases", q=case.lower()) == [case]
    assert found("/service/cases", opened_at_to="2001-01-01") == []
    assert found("/service/cases", unit="NB") == [other, case]
    assert found("/service/orders", technician=TECHNICIAN) == [order]
    problem(program.get("/service/orders", CLERK, technician="nobody"), 422)
    # Of a unit that one does not see, as of one without cases.
    problem(program.get("/service/cases", CLERK, unit="SB"), 422)


@pytest.mark.parametrize("path", ["/service/cases", "/service/orders"])
def test_a_list_takes_the_same_number_of_queries_with_one_row_and_with_three(program, path):
    counts = []
    for _more in range(3):
        program.open_case()
        program.get(path)
        with CaptureQueriesContext(connection) as queries:
            program.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_a_case_taken_over_names_its_source(program, tmp_path):
    history.run(write(tmp_path / "old.csv", *GOOD), at=timezone.now())
    number = Case.objects.get(history_id="m_2").number
    told = program.get(f"/service/cases/{number}", MANAGER).json()
    assert (told["kind"], told["outcome"], told["customer"]) == ("", "history", None)
    assert told["history"] == {
        "id": "m_2",
        "source": "Open Repair Alliance, Open Repair Data: Repair Cafe Wales",
        "licence": "CC BY-SA 4.0",
        "url": "https://openrepair.org/open-data/",
        "result": "end_of_life",
        "barrier": "Item too worn out",
        "thing": "Electrical ~ Radio",
        "brand": "Röberts",
    }
    rows = program.get("/service/cases", MANAGER, outcome="history").json()["items"]
    assert {row["history"]["licence"] for row in rows} == {"CC BY-SA 4.0"}
    assert len(rows) == 4
    # Whose branch it is not, does not see it.
    problem(program.get(f"/service/cases/{number}", CLERK), 404)


def test_nobody_blocks_a_case_of_another_branch_or_one_that_is_closed(program):
    case = program.open_case()["number"]
    ask = {"title": "?", "owner_unit": "HQ", "owner_post": "department_head", "document": case}
    ask["blocking"] = True
    refused = problem(program.post("/tasks/tasks", ask, STRANGER), 422)
    assert list(refused["errors"]) == ["document"]
    assert program.post(f"/service/cases/{case}/withdraw", {"reason": "好了"}).status_code == 200
    refused = problem(program.post("/tasks/tasks", ask, MANAGER), 422)
    assert list(refused["errors"]) == ["blocking"]
    assert not Task.objects.exists()


def test_a_department_is_asked_and_answers(program):
    case = program.open_case()["number"]
    ask = {
        "title": "同批次减震器是否有通报",
        "owner_unit": "HQ",
        "owner_post": "department_head",
        "document": case,
    }
    asked = program.post("/tasks/tasks", {**ask, "blocking": True}, MANAGER)
    assert asked.status_code == 201, asked.content
    number = asked.json()["number"]
    assert asked.json()["document"] == case
    problem(program.post(f"/service/cases/{case}/solve_by_phone", {"advice": "调平即可"}), 409)
    for step, body, person in (
        ("accept", {}, "he.li"),
        ("answer", {"answer": "有三例"}, "he.li"),
        ("check", {}, MANAGER),
    ):
        assert program.post(f"/tasks/tasks/{number}/{step}", body, person).status_code == 200
    assert program.post(f"/service/cases/{case}/solve_by_phone", {"advice": "调平即可"}).status_code == 200


@pytest.mark.parametrize(
    ("performer", "status"), [("ana.torres", 422), ("pablo.nieto", 422), ("lin.meihua", 201)]
)
def test_what_another_did_is_entered_only_for_somebody_who_may(program, performer, status):
    body = {"channel": "phone", "phone": "139 1022 8890", "name": "王秀英", "language": "zh-hans"}
    body |= {"address": "和平里北街 2 号", "description": "不排水", "performed_by": performer}
    told = program.post("/service/cases", body | {"entry_reason": "系统停机", "unit": "NB"})
    assert told.status_code == status, told.content
    assert Case.objects.count() == (status == 201)
    if status == 422:
        assert "may not do this here" in str(problem(told, 422)["errors"]["performed_by"])
