"""The journal as people read it: newest first, in their language, with a fixed number of queries."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from careloop.kit import resolvers
from careloop.kit.journal.models import Entry, Personal
from careloop.kit.journal.personal import read
from careloop.kit.journal.sentences import persons_in, say
from careloop.kit.journal.words import sentence_of


def timeline(
    thread: str,
    limit: int = 50,
    before_id: int | None = None,
    *,
    tones: Collection[str] | None = None,
    show_personal: bool = True,
) -> list[Entry]:
    """The story of a matter. `tones={"told"}` is the customer's part of it; `before_id` is the next page."""
    return _page(Entry.objects.filter(thread=thread), limit, before_id, tones, show_personal)


def of_document(
    document: str,
    limit: int = 50,
    before_id: int | None = None,
    *,
    tones: Collection[str] | None = None,
    show_personal: bool = True,
) -> list[Entry]:
    return _page(Entry.objects.filter(document=document), limit, before_id, tones, show_personal)


def of_period(
    from_at: datetime,
    until_at: datetime,
    *,
    person_id: int | None = None,
    units: Collection[int] | None = None,
    limit: int = 50,
    before: tuple[datetime, int] | None = None,
    show_personal: bool = True,
) -> list[Entry]:
    """What happened in a half-open stretch of time, of one person or of some units (None: of all).

    `before` is the (at, id) of the last entry of the page before.
    """
    rows = Entry.objects.filter(at__gte=from_at, at__lt=until_at)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    if before is not None:
        at, id_ = before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id_))
    return in_words(rows.order_by("-at", "-id")[:limit], show_personal=show_personal)


def in_words(entries: Iterable[Entry], *, show_personal: bool = True) -> list[Entry]:
    """Gives each entry its `sentence`, `who` and `entered_by`: two queries for any number of them."""
    told = list(entries)
    private = _personal_of(told) if show_personal else {}
    asked: set[int] = set().union(*(_people_of(entry) for entry in told))
    people = resolvers.person_names(asked) if asked else {}
    for entry in told:
        _tell(entry, people, private.get(entry.pk, {}))
    return told


def _page(
    rows: QuerySet[Entry],
    limit: int,
    before_id: int | None,
    tones: Collection[str] | None,
    show_personal: bool,
) -> list[Entry]:
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    if tones is not None:
        rows = rows.filter(tone__in=tones)
    return in_words(rows.order_by("-id")[:limit], show_personal=show_personal)


def _tell(entry: Entry, people: dict[int, str], private: dict[str, Any]) -> None:
    performed_by = entry.performed_by_id or entry.person_id
    entry.who = _name(performed_by, people) or (gettext("Careloop") if entry.via == "system" else "–")
    entry.entered_by = _name(entry.person_id, people) if entry.person_id != performed_by else ""
    hidden = gettext("(hidden)")
    told = {name: say(value, people) for name, value in entry.told.items()}
    told |= {name: say(private[name], people) if name in private else hidden for name in entry.personal}
    around = {"who": entry.who, "document": entry.document, "reason": entry.reason}
    entry.sentence = sentence_of(entry.word, around | told, told)


def _name(person_id: int | None, people: dict[int, str]) -> str:
    if person_id is None:
        return ""
    return people.get(person_id) or gettext("person no. %(id)s") % {"id": person_id}


def _people_of(entry: Entry) -> set[int]:
    return {id_ for id_ in (entry.person_id, entry.performed_by_id) if id_} | persons_in(entry.told)


def _personal_of(entries: list[Entry]) -> dict[int, dict[str, Any]]:
    ids = [entry.pk for entry in entries if entry.personal]
    private: dict[int, dict[str, Any]] = {}
    if ids:
        for row in Personal.objects.filter(entry_id__in=ids).select_related("subject_key"):
            private.setdefault(row.entry_id, {})[row.field] = read(row)
    return private
