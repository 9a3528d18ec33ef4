"""Notices inside the program: how many, which, and that they were read."""

from collections.abc import Iterable
from datetime import datetime

from .models import Notice


def unread_count(person_id: int) -> int:
    return Notice.objects.unread_by(person_id).count()


def unread(person_id: int, limit: int = 20) -> list[Notice]:
    """The newest first; `text.text_of(notice)` words each in the reader's language."""
    return list(Notice.objects.unread_by(person_id).order_by("-id")[:limit])


def mark_read(person_id: int, at: datetime, ids: Iterable[int] | None = None) -> int:
    """Marks these, or all, of the person's own unread notices as read; returns how many that were."""
    mine = Notice.objects.unread_by(person_id)
    return (mine if ids is None else mine.filter(id__in=list(ids))).update(read_at=at)
