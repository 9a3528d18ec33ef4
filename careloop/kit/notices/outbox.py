"""Writing a notice, and sending what was written."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django_tasks_db.models import DBTaskResult as JobRow

from careloop.kit import journal, resolvers
from careloop.kit.jobs.define import POST, enqueue_after_commit, job
from careloop.kit.journal import tell
from careloop.kit.lifecycle.actor import System

from .channels import Undeliverable, channel_of, leads_out
from .models import Channel, Notice, State
from .params import pack
from .text import demand_templates, text_of

# A notice is for somebody; whom, is not known any more.
FORGOTTEN = "-"
logger = logging.getLogger("careloop.notices")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person of the house (by id; address and language are then theirs) or anybody with an address."""

    person_id: int | None = None
    address: str = ""
    channel: str = Channel.EMAIL
    language: str = ""
    name: str = ""
    zone: str = ""


def send(
    name: str,
    *,
    to: Recipient,
    params: Mapping[str, Any],
    document: str,
    thread: str = "",
    at: datetime,
) -> Notice:
    """Writes the notice in the transaction now open; it goes out after the commit, or never if that fails."""
    demand_templates(name)
    inside = to.channel == Channel.INAPP
    notice = Notice.objects.create(
        name=name,
        channel=Channel(to.channel),
        person_id=to.person_id,
        address=to.address,
        recipient=to.name,
        language=to.language,
        zone=to.zone,
        params=pack(params),
        document=document,
        thread=thread or document,
        created_at=at,
        due_at=at,
        state=State.SENT if inside else State.WAITING,
        sent_at=at if inside else None,
    )
    if not inside:
        # The row is what counts (the timetable looks for it every minute); this only shortens the wait.
        transaction.on_commit(_wake, robust=True)
    return notice


def _wake() -> None:
    if not JobRow.objects.filter(status="READY", task_path=deliver.module_path).exists():
        enqueue_after_commit(deliver)


@job(lane=POST)
def deliver(limit: int = 200, *, at: datetime) -> int:
    """Sends what is due, and returns how many went out. Each is claimed first: no two workers send one."""
    sent = 0
    for notice in Notice.objects.due(at)[:limit]:
        if _claim(notice, at):
            sent += _send_one(notice, at)
    return sent


def _claim(notice: Notice, at: datetime) -> bool:
    # Whoever moves the moment of the next try has the notice until then. A worker that dies after handing it
    # to the channel and before writing that down leaves it to be sent again: twice is better than never.
    mine = Notice.objects.filter(pk=notice.pk, state=State.WAITING, due_at=notice.due_at)
    notice.due_at, notice.tries = at + Notice.LEASE, notice.tries + 1
    return bool(mine.update(due_at=notice.due_at, tries=F("tries") + 1))


def _send_one(notice: Notice, at: datetime) -> bool:
    try:
        _fill_in(notice, at)
        channel_of(notice).send(notice)
    except Exception as error:
        _note_failure(notice, error, at)
        return False
    out = leads_out(notice.channel)
    notice.state, notice.error = (State.SENT if out else State.UNSENT), ""
    notice.sent_at = at if out else None
    notice.save(update_fields=["state", "error", "sent_at", "address", "language", "subject", "body"])
    return out


def _fill_in(notice: Notice, at: datetime) -> None:
    if notice.person_id and not notice.address:
        contact = resolvers.contact_of(notice.person_id)
        notice.address = contact.phone if notice.channel == Channel.SMS else contact.email
        notice.language = notice.language or contact.language
    notice.language = notice.language or settings.LANGUAGE_CODE
    text = text_of(notice)
    notice.subject, notice.body, notice.sent_at = text.subject[:300], text.body, at


def _note_failure(notice: Notice, error: Exception, at: datetime) -> None:
    for_good = isinstance(error, Undeliverable) or notice.tries >= Notice.TRIES
    state = State.FAILED if for_good else State.WAITING
    due_at = at + timedelta(minutes=2**notice.tries)
    logger.warning("Notice %s could not be sent (try %d): %s", notice.pk, notice.tries, error)
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            state=state, due_at=due_at, error=f"{type(error).__name__}: {error}"
        )
        if for_good and notice.person_id is None:
            _tell_of_failure(notice, at)


def _tell_of_failure(notice: Notice, at: datetime) -> None:
    """The story says that it was written to somebody outside; so it must say that it did not arrive. Why it
    did not may hold their address, and stays with the notice."""
    journal.record(
        "notice.fail",
        document=notice.document,
        thread=notice.thread,
        actor=System(at),
        at=at,
        told={"channel": tell.word(Channel(notice.channel).label)},
    )


def forget(threads: Iterable[str]) -> int:
    """Blanks what was written about these matters to people outside: address, name and words. What still
    waits is not sent. Answers how many notices."""
    mine = Notice.objects.filter(thread__in=list(threads), person_id=None)
    mine.filter(state=State.WAITING).update(state=State.UNSENT)
    return mine.update(address=FORGOTTEN, recipient="", params={}, subject="", body="", error="")
