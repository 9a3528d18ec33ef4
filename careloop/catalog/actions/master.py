"""What every kind of master has in common: the right, the check, the journal, the epoch."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from careloop.catalog import permissions
from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, require_everywhere, whole

M = TypeVar("M", bound=Model)

LONGEST_NAME = 200


class InACircle(Unacceptable):
    sentence = _("A thing cannot be part of itself.")


def add(noun: str, row: M, *, actor: Actor, at: datetime) -> M:
    require_everywhere(actor, permissions.MANAGE)
    _check(row)
    row.save(force_insert=True)
    move("catalog")
    _journal(f"catalog.{noun}.add", noun, row, actor, at, {})
    return row


def change(noun: str, row: M, facts: dict[str, Any], *, actor: Actor, at: datetime) -> M:
    """Sets the named fields; what is the same as before is neither written nor told."""
    require_everywhere(actor, permissions.MANAGE)
    before = {name: getattr(row, name) for name in facts}
    changed = [name for name in facts if facts[name] != before[name]]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, facts[name])
    _check(row)
    row.save(update_fields=changed)
    move("catalog")
    for name in changed:
        _tell_change(noun, row, name, before[name], actor, at)
    return row


def outside(row: Model, parent: Any) -> None:
    """Refuses a parent that is the row itself or hangs below it."""
    while parent is not None:
        if parent.pk is not None and parent.pk == row.pk:
            raise InACircle(errors={"parent": [InACircle.sentence]})
        parent = parent.parent


def _check(row: Model) -> None:
    names = getattr(row, "names", None) or {}
    if any(not isinstance(name, str) or len(name) > LONGEST_NAME for name in names.values()):
        raise Unacceptable(errors={"names": [_("A name is a text of at most 200 characters.")]})
    whole(row)


def _tell_change(noun: str, row: Model, name: str, before: Any, actor: Actor, at: datetime) -> None:
    field = row._meta.get_field(name)
    if not field.editable:
        return
    change = tell.change(_said(before), _said(getattr(row, name)))
    told = {"field": tell.word(field.verbose_name), "change": change}  # type: ignore[union-attr]
    _journal(f"catalog.{noun}.change", noun, row, actor, at, told)


def _journal(word: str, noun: str, row: Any, actor: Actor, at: datetime, told: dict[str, Any]) -> None:
    code = getattr(row, "code", row.pk)
    journal.record(word, document=f"{noun}:{code}", actor=actor, at=at, told={"what": _said(row), **told})


def _said(value: Any) -> Any:
    """A fact as the journal keeps it: names in every language, other rows by what they are called."""
    if isinstance(value, Model):
        names = getattr(value, "names", None)
        return tell.names(names) if names else str(value)
    if isinstance(value, dict):
        return tell.names(value)
    return value
