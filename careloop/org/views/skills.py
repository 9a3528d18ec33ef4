"""Skills: what technicians can do, and families ask for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careloop.kit.lifecycle.allow import require_everywhere
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request
from careloop.org import permissions
from careloop.org.actions import skill as actions
from careloop.org.forms import SkillAdd, SkillRename
from careloop.org.models import Skill

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(BOTH)
def add(request: Request) -> HttpResponse:
    require_everywhere(request.actor, permissions.MANAGE_PEOPLE)
    form = SkillAdd(request.POST or None)

    def act() -> None:
        actions.add(**form.facts(), actor=request.actor, at=request.now)

    return sheet(request, form, act, title=_("Add a skill"), button=_("Add"), back=reverse("org:skills"))


@login_required
@require_http_methods(BOTH)
def rename(request: Request, code: str) -> HttpResponse:
    require_everywhere(request.actor, permissions.MANAGE_PEOPLE)
    skill = get_object_or_404(Skill, code=code)
    form = SkillRename(request.POST or None, initial={"names": skill.names})

    def act() -> None:
        actions.rename(skill, names=form.names(), actor=request.actor, at=request.now)

    back = reverse("org:skills")
    return sheet(
        request, form, act, title=_("Rename the skill"), button=_("Save"), lead=str(skill), back=back
    )
