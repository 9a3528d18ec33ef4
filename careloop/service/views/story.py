"""The timeline as the page shows it: what people did in sentences, what was said in its own words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import timeline
from careloop.kit.journal.sentences import say
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui.moments import moment

AT_A_TIME = 30
# What is entered so much later than it happened is told with both moments.
LATER = timedelta(minutes=10)
# Where a told parameter is what was said, it stands in the tinted box alone.
UNSENT = "service.case.message_unsent"
SAID = {
    "service.case.write": "text",
    "service.case.inform": "words",
    "service.case.message": "text",
    UNSENT: "text",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the timeline."""

    entry: Entry
    did: str
    said: str
    tone: str
    note: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    lines: list[Told]
    earlier: int | None

    @property
    def entries(self) -> list[Entry]:
        return [line.entry for line in self.lines]


def story_of(thread: str, actor: Actor, now: datetime, before_id: int | None = None) -> Story:
    """The newest first; `earlier` is where the next page begins."""
    found = timeline(thread, AT_A_TIME + 1, before_id, show_personal=actor.may("customers.see_phones"))
    shown = found[:AT_A_TIME]
    return Story([_told(entry, now) for entry in shown], shown[-1].pk if len(found) > AT_A_TIME else None)


def _told(entry: Entry, now: datetime) -> Told:
    plain: Any = entry.told.get(SAID.get(entry.word, ""))
    if entry.tone and isinstance(plain, str):
        return Told(entry, _did(entry), plain, entry.tone, _note(entry, now), _mark(entry))
    if entry.tone:
        return Told(entry, "", entry.sentence, entry.tone, _note(entry, now))
    return Told(entry, entry.sentence, "", _colour(entry), _note(entry, now))


def _did(entry: Entry) -> str:
    """What was said stands in the box; what was done is said before it."""
    return _("told the customer") if entry.tone == "told" else _("wrote to colleagues")


def _mark(entry: Entry) -> str:
    """To whom it was said, and how."""
    if entry.word == UNSENT:
        return _("Not sent: %(channel)s is not set up") % {"channel": say(entry.told["channel"], {})}
    if entry.tone != "told" or "channel" not in entry.told:
        return ""
    return _("To the customer · %(channel)s") % {"channel": say(entry.told["channel"], {})}


def _colour(entry: Entry) -> str:
    return "quiet" if entry.via == "system" else ""


def _note(entry: Entry, now: datetime) -> str:
    """Who entered it, when and why, where that was another or later."""
    late = entry.entered_at - entry.at > LATER
    if entry.via == "system" or (not late and not entry.entered_by):
        return ""
    words = {
        "at": moment(entry.entered_at, now, inside=True),
        "by": entry.entered_by or entry.who,
        "why": entry.reason,
    }
    if entry.reason:
        return _("entered %(at)s by %(by)s: %(why)s") % words
    return _("entered %(at)s by %(by)s") % words
