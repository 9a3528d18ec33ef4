import pytest

from careloop.tasks.forms import TaskAnswer, TaskAsk, TaskSendBack, TaskWithdraw
from careloop.tasks.tests.conftest import AT

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_what_asking_takes(company, clerk):
    form = TaskAsk(
        {
            "title": "Why?",
            "owner_unit": "RD",
            "owner_post": "head",
            "due_at": "2026-09-26T10:00",
        },
        row=None,
        actor=company.actor(clerk),
        now=AT,
    )
    assert form.is_valid(), form.errors
    parameters = form.parameters()
    assert (parameters["owner_unit"], parameters["owner_post"]) == (company.units["RD"], "head")
    assert (parameters["owner"], parameters["blocking"]) == (None, False)
    assert parameters["due_at"].tzinfo is not None


@pytest.mark.parametrize(
    ("form", "typed", "fields"),
    [
        (TaskAsk, {"title": "Why?", "owner_unit": "ZZ", "due_at": "soon"}, {"owner_unit", "due_at"}),
        (TaskAsk, {"owner_post": "ghost"}, {"title", "owner_unit", "owner_post"}),
        (TaskAnswer, {"answer": "a" * 4001}, {"answer"}),
        (TaskSendBack, {}, {"why"}),
        (TaskWithdraw, {"why": "w" * 301}, {"why"}),
    ],
)  # fmt: skip
def test_refused_at_the_field(form, typed, fields):
    assert set(form(typed, row=None, actor=None, now=AT).errors) == fields
