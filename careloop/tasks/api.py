from datetime import datetime
from typing import Any

from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.api import add_steps, catching_up, cleaned
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.offers import offers
from careloop.kit.lifecycle.problems import PROBLEMS
from careloop.kit.lifecycle.schema import Text, body_of, form_data
from careloop.kit.lifecycle.views import load
from careloop.kit.pages import api_page
from careloop.kit.pages.query import query_of
from careloop.kit.request import Request
from careloop.org.models import Unit
from careloop.tasks.actions import task as actions
from careloop.tasks.forms import TaskAsk
from careloop.tasks.lifecycles import TASK
from careloop.tasks.lists import TaskList
from careloop.tasks.models import Task

router = Router(tags=["tasks · task"])


class TaskOut(Schema):
    number: str
    title: str
    body: str
    answer: str
    state: str
    asked_by: str | None
    asking_unit: str
    owner_unit: str
    owner_post: str
    owner: str | None
    asked_at: datetime
    due_at: datetime
    document: str
    blocking: bool
    steps: list[str] = []


class TaskPage(Schema):
    items: list[TaskOut]
    next: str | None = None


class TaskAskBody(body_of("TaskAskFields", TaskAsk)):  # type: ignore[misc]
    """`document` is the number of what it is about, such as a case."""

    document: Text = Field("", max_length=40)


def task_out(task: Task, actor: Actor, now: datetime) -> dict[str, Any]:
    possible = [offer.step.name for offer in offers(TASK, task, actor, now) if offer.when == "now"]
    return {**TaskList().serialize(task), "steps": possible}


TaskQuery: Any = query_of("TaskQuery", TaskList)


@router.get("/tasks", response={200: TaskPage, **PROBLEMS}, operation_id="tasks_tasks")
def list_tasks(request: Request, query: Query[TaskQuery]) -> Any:
    return api_page(TaskList, query.model_dump(mode="json", exclude_none=True), request.actor)


@router.post("/tasks", response={201: TaskOut, **PROBLEMS}, operation_id="tasks_task_ask")
def ask(request: Request, body: TaskAskBody) -> Any:
    def act() -> dict[str, Any]:
        actor, at = catching_up(body, request.actor.unit_id, request)
        given = form_data(TaskAsk, body, without=frozenset({"document"}))
        told = cleaned(TaskAsk(given, row=None, actor=actor, now=at))
        unit = Unit.objects.get(pk=actor.unit_id)
        asked = actions.ask(unit=unit, document=body.document, actor=actor, at=at, **told)
        return task_out(asked, request.actor, request.now)

    return Status(*once(request, 201, act))


@router.get("/tasks/{number}", response={200: TaskOut, **PROBLEMS}, operation_id="tasks_task")
def get_task(request: Request, number: str) -> Any:
    return task_out(load(TASK, number, request.actor), request.actor, request.now)


add_steps(router, TASK)
