"""People: the list, one person with posts, skills and absences, and who may do what by which post."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careloop.kit.lifecycle.actor import Actor
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.models import Holding, Person
from careloop.org.queries.people import local_day

SEE = permissions.SEE_PEOPLE.code
MANAGE = permissions.MANAGE_PEOPLE.code


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is held: now, later or no longer."""

    holding: Holding
    state: str
    may_manage: bool


@login_required
@require_safe
def page(request: Request, username: str) -> HttpResponse:
    person = seen(request.actor, username)
    today = local_day(person.unit_id, request.now)
    holdings = person.holdings.select_related("post", "unit", "deputy_for").order_by("-from_on", "id")
    context = {
        "person": person,
        "held": [_held(each, today, request.actor) for each in holdings],
        "skills": list(person.skills.select_related("skill")),
        "absences": list(person.absences.filter(until_at__gte=request.now)),
        "may_manage": request.actor.may(MANAGE, person.unit_id),
        "today": today,
    }
    return render(request, "org/person.html", context)


def seen(actor: Actor, username: str) -> Person:
    """A person whom the actor may see; everybody sees themselves."""
    rows = Person.objects.visible_to(actor).select_related("unit")
    return get_object_or_404(rows, username=username)


def _held(holding: Holding, today: date, actor: Actor) -> Held:
    over = holding.until_on is not None and holding.until_on <= today
    state = "past" if over else "coming" if holding.from_on > today else "now"
    return Held(holding, state, actor.may(MANAGE, holding.unit_id))
