"""What the program told this person: read one by one, or all at once."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from careloop.kit import numbering
from careloop.kit.notices import mark_read, text_of
from careloop.kit.notices.models import Channel, Notice
from careloop.kit.pages.keyset import BadCursor, cut
from careloop.kit.request import Request

AT_A_TIME = 30
# What a reader may ask for, and the notices that are meant.
SHOWN = {
    "unread": (_("Unread"), Q(read_at=None)),
    "": (_("All"), Q()),
    "late": (_("Overdue"), Q(name__in=("clock.breach", "clock.escalate"))),
    "soon": (_("Due soon"), Q(name="clock.warn")),
    "people": (_("From colleagues"), ~Q(name__startswith="clock.")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    notice: Notice
    subject: str
    body: str
    url: str
    tone: str


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    mine = Notice.objects.filter(person_id=_person(request), channel=Channel.INAPP)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    rows = mine.filter(SHOWN[show][1])
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    try:
        found = cut(rows, ("-id",), size=AT_A_TIME, name="messages", **asked)
    except BadCursor:
        found = cut(rows, ("-id",), size=AT_A_TIME, name="messages")
    shown = [_shown(notice) for notice in found.rows]
    days = groupby(shown, lambda each: localdate(each.notice.created_at))
    context = {
        "days": [(day, list(each)) for day, each in days],
        "choices": [
            (label, f"?show={name}" if name else "?", name == show) for name, (label, _q) in SHOWN.items()
        ],
        "next": found.next and f"?show={show}&after={found.next}",
        "previous": found.previous and f"?show={show}&before={found.previous}",
    }
    return render(request, "portal/messages.html", context)


@login_required
@require_POST
def open_one(request: Request, id: int) -> HttpResponse:
    """Marks it as read and goes to what it is about."""
    mine = Notice.objects.filter(person_id=_person(request), channel=Channel.INAPP)
    notice = get_object_or_404(mine, pk=id)
    mark_read(_person(request), request.now, [notice.pk])
    return redirect(numbering.page_of(notice.document) or "portal:messages")


@login_required
@require_POST
def read(request: Request) -> HttpResponse:
    """All of them, or the one of that number."""
    asked = request.POST.get("id", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    mark_read(_person(request), request.now, [int(asked)] if asked else None)
    return redirect("portal:messages")


def _shown(notice: Notice) -> Shown:
    text = text_of(notice, get_language() or "en")
    tone = {"clock.breach": "late", "clock.escalate": "late", "clock.warn": "soon"}.get(notice.name, "")
    url = numbering.page_of(notice.document) or ""
    return Shown(notice, text.subject, text.body.strip(), url, tone)


def _person(request: Request) -> int:
    person_id = request.actor.person_id
    assert person_id is not None  # programs have no page
    return person_id
