"""A task's page, and asking a department from the page of a case."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.kit import numbering, resolvers
from careloop.kit.clocks.left import Left, left_of
from careloop.kit.clocks.models import Clock
from careloop.kit.clocks.queries import remaining, running_of
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.offers import Offer, offers, waiting_for
from careloop.kit.lifecycle.refusals import NotAllowed, Refusal
from careloop.kit.lifecycle.views import load, show
from careloop.kit.request import Request
from careloop.org.models import Unit
from careloop.tasks import permissions
from careloop.tasks.actions import task as tasks
from careloop.tasks.forms import TaskAsk
from careloop.tasks.lifecycles import TASK
from careloop.tasks.models import OWED, Task

STORY = 40


@dataclass
class TaskPage:
    """What the page shows, read when its template asks for it."""

    task: Task
    actor: Actor
    now: datetime

    @cached_property
    def _offers(self) -> list[Offer]:
        return offers(TASK, self.task, self.actor, self.now)

    @property
    def main(self) -> Offer | None:
        """To answer stands before to accept: who can answer need not accept first."""
        possible = {offer.step.name: offer for offer in self._offers if offer.when == "now"}
        return next((possible[name] for name in ("answer", "check") if name in possible), None)

    @property
    def others(self) -> list[Offer]:
        return [offer for offer in self._offers if offer != self.main]

    @property
    def waiting(self) -> str:
        return "" if self.main else waiting_for(TASK, self.task, self.now)

    @cached_property
    def clock(self) -> Clock | None:
        return next(iter(running_of([self.task.number]).get(self.task.number, [])), None)

    @property
    def left(self) -> Left | None:
        return left_of(self.clock, self.now) if self.clock else None

    @property
    def is_late(self) -> bool:
        return self.left is not None and self.left.tone == "late"

    @property
    def share(self) -> int:
        """How much of the time is used, of a hundred."""
        if self.clock is None or not self.clock.limit:
            return 0
        return round(100 * min(1, max(0, 1 - remaining(self.clock, self.now) / self.clock.limit)))

    @property
    def document_url(self) -> str | None:
        document = self.task.document
        seen = document and resolvers.may_see(document, self.actor)
        return numbering.page_of(document) if seen else None

    @property
    def post(self) -> str:
        return resolvers.post_name(self.task.owner_post) if self.task.owner_post else ""

    @property
    def is_owed(self) -> bool:
        return self.task.state in OWED

    @cached_property
    def entries(self) -> list[Entry]:
        return of_document(self.task.number, STORY)


@login_required
@require_safe
def page(request: Request, number: str) -> HttpResponse:
    task = load(TASK, number, request.actor)
    shown = TaskPage(task, request.actor, request.now)
    return render(request, "tasks/task.html", {"task": task, "page": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """`?document=SC26-NB-000001` says what it is about; one returns there."""
    actor, now = request.actor, request.now
    document = request.POST.get("document") or request.GET.get("document", "")
    back = _about(document, actor)
    if not actor.may(permissions.ASK.code, actor.unit_id):
        raise NotAllowed
    form = TaskAsk(request.POST or None, row=None, actor=actor, now=now)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            assert actor.unit_id is not None
            unit = Unit.objects.get(pk=actor.unit_id)
            asked = tasks.ask(unit=unit, document=document, actor=actor, at=now, **form.parameters())
        except Refusal as refusal:
            status = refusal.status
            show(refusal, form)
        else:
            messages.success(request, _("Asked: %(number)s.") % {"number": asked.number})
            return redirect(back or numbering.page_of(asked.number) or "/")
    context = {"form": form, "document": document, "back": back}
    return render(request, "tasks/ask.html", context, status=status)


def _about(document: str, actor: Actor) -> str:
    """The page of what it is about; that which one may not see does not exist."""
    if not document:
        return ""
    if numbering.parse(document) is None or not resolvers.may_see(document, actor):
        raise Http404
    return numbering.page_of(document) or ""
