from datetime import date

from django.db.models import Q, QuerySet

from careloop.kit.lifecycle.actor import Actor
from careloop.org.models import Unit
from careloop.org.queries import TREE
from careloop.org.queries.people import holdings_on, local_day
from careloop.tasks.models import OWED, Task


def open_blocking(document: str) -> list[Task]:
    """Tasks over which the document may not be closed."""
    rows = Task.objects.open().filter(document=document, blocking=True)
    return list(rows.select_related("owner", "owner_unit", "asking_unit", "asked_by"))


def about(document: str) -> "QuerySet[Task]":
    return Task.objects.filter(document=document).select_related(
        "owner", "owner_unit", "asking_unit", "asked_by"
    )


def mine(actor: Actor) -> list[Task]:
    """What the actor owes, the most urgent first: as a person, or as holder of a post in the nearest unit."""
    if actor.person_id is None:
        return []
    owed = Q(owner=actor.person_id)
    for post, units in _posts_of(actor).items():
        owed |= Q(owner=None, owner_post=post, owner_unit__in=units)
    rows = Task.objects.filter(owed, state__in=OWED)
    return list(rows.select_related("asking_unit", "owner_unit", "asked_by"))


def to_check(actor: Actor) -> list[Task]:
    """Answers that wait for somebody of the actor's units to check them."""
    units = actor.units("tasks.check")
    rows = Task.objects.filter(state="answered").select_related("owner", "owner_unit", "asking_unit")
    return list(rows if units is None else rows.filter(asking_unit__in=units))


def _posts_of(actor: Actor) -> dict[str, set[int]]:
    """Per post the actor holds today, the units for which nobody nearer holds it."""
    assert actor.person_id is not None
    day = _today(actor)
    own = list(holdings_on(day).filter(person=actor.person_id).values_list("post__code", "unit_id"))
    if not own:
        return {}
    others = holdings_on(day).filter(post__code__in={post for post, _unit in own}, person__is_active=True)
    holders: dict[str, set[int]] = {}
    for post, unit_id in others.values_list("post__code", "unit_id"):
        holders.setdefault(post, set()).add(unit_id)
    found: dict[str, set[int]] = {}
    for post, unit_id in own:
        found.setdefault(post, set()).update(_served(unit_id, holders[post]))
    return found


def _today(actor: Actor) -> date:
    unit_id = actor.unit_id or Unit.objects.values_list("pk", flat=True).get(people=actor.person_id)
    return local_day(unit_id, actor.entered_at)


def _served(unit_id: int, holders: set[int]) -> set[int]:
    """The unit and those below it, without the parts where another unit has a holder of its own."""
    tree = TREE.get()
    return {
        below
        for below in tree.below(unit_id)
        if next(above for above in tree.above(below) if above in holders) == unit_id
    }
