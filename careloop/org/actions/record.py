"""What changing any row of org has in common: only what differs is written and told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from careloop.kit import journal
from careloop.kit.epochs.copy import move
from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, whole

# What changed is told by its name; the values themselves may be personal.
FIELDS = {
    "address": _("Address"),
    "calendar": _("Calendar"),
    "country": _("Country"),
    "email": _("E-mail"),
    "kind": _("Kind"),
    "language": _("Language"),
    "name": _("Name"),
    "names": _("Name"),
    "phone": _("Phone"),
    "region": _("Region"),
    "time_zone": _("Time zone"),
    "unit": _("Unit"),
    "words": _("Words of an address"),
}


def change_row(
    row: Model, facts: Mapping[str, Any], *, word: str, document: str, what: Any, actor: Actor, at: datetime
) -> list[str]:
    """Sets, checks and journals the facts; gives the names of those that differ. `what` the row is called."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(row, name, facts[name])
    whole(row).save(update_fields=changed)
    move("org")
    told = {"what": what, "fields": [tell.word(FIELDS[name]) for name in changed]}
    journal.record(word, document=document, actor=actor, at=at, told=told)
    return changed
