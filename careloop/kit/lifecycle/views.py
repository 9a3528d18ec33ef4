"""The generic page of a step: its form, its refusal, its action. Most steps need no view of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import select_template
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from careloop.kit import numbering, resolvers
from careloop.kit.files.kept import keep_photos
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import CATCH_UP
from careloop.kit.lifecycle.forms import CatchUpForm
from careloop.kit.lifecycle.refusals import NotAllowed, Refusal
from careloop.kit.lifecycle.resolve import action_of, form_of
from careloop.kit.lifecycle.table import Lifecycle, Step
from careloop.kit.request import Request


def step_urls(life: Lifecycle) -> list[URLPattern]:
    """An address for each step that a person takes: orders/<number>/dispatch, named "order-dispatch"."""
    return [
        path(f"{life.noun}s/<str:number>/{step.name}", step_page(life, step), name=f"{life.noun}-{step.name}")
        for step in life.by_hand()
    ]


def step_page(life: Lifecycle, step: Step) -> Callable[..., HttpResponse]:
    @login_required
    def page(request: Request, number: str) -> HttpResponse:
        row = load(life, number, request.actor)
        if step.may is not None and not may_open(step, row, request.actor):
            raise NotAllowed
        form = _form(form_of(life, step), row, request)
        catch_up = _catch_up(step, row, request, request.POST if form.is_bound else None)
        status = 200
        if request.method == "POST" and form.is_valid() and (catch_up is None or catch_up.is_valid()):
            try:
                take_from(life, step, row, form, catch_up, request)
                return _done(request, life, step, row)
            except Refusal as refusal:
                status = refusal.status
                show(refusal, form, catch_up)
        elif request.method == "POST":
            status = 422
        context = {
            "life": life,
            "step": step,
            "row": row,
            "form": form,
            "catch_up": catch_up,
            "for_another": _for_another(request),
            "about": _about(life),
            "back": _back(request, row),
        }
        return HttpResponse(_template(life, step, request).render(context, request), status=status)

    return page


def _form(form_class: Any, row: Any, request: Request) -> Any:
    given = {"row": row, "actor": request.actor, "now": request.now}
    if request.method != "POST":
        return form_class(**given)
    data, files, refused = keep_photos(
        form_class, request.POST, request.FILES, actor=request.actor, at=request.now
    )
    form = form_class(data, files, **given)
    for name, sentences in refused.items():
        form.add_error(name, sentences)
    return form


def load(life: Lifecycle, number: str, actor: Any) -> Any:
    """The row with that number, if the actor may see it; else it does not exist for them."""
    rows = life.model.objects.visible_to(actor)
    if "\0" in number:  # no number holds one, and PostgreSQL will not even look for it
        raise Http404
    return get_object_or_404(rows.for_page() if hasattr(rows, "for_page") else rows, number=number)


def may_open(step: Step, row: Any, actor: Any) -> bool:
    from careloop.kit.lifecycle.allow import allowed

    if step.may is None or allowed(step.may, row, actor):
        return True
    # What a technician did is entered by whoever may enter for another; other steps need the right itself.
    return bool(step.may.relation) and actor.may(CATCH_UP.code, row.unit_id)


def take_from(life: Lifecycle, step: Step, row: Any, form: Any, catch_up: Any, request: Request) -> None:
    """One call into the action, with the moment and the person that the entry is for."""
    actor: Actor = request.actor
    at = request.now
    if catch_up is not None:
        told = catch_up.cleaned_data
        actor = request.actor.entering(performed_by_id=told["performed_by"], reason=told["entry_reason"])
        at = told["at"] or at
    action_of(life, step)(row, actor=actor, at=at, **form.parameters())


def show(refusal: Refusal, form: Any, catch_up: Any = None) -> None:
    """Puts what the action refused at the field that it is about, or above the form."""
    shown = False
    for name, errors in refusal.errors.items():
        for part in (form, catch_up):
            if part is not None and name in part.fields:
                part.add_error(name, [str(error) for error in errors])
                shown = True
    if not shown:
        form.add_error(None, str(refusal))


def _catch_up(step: Step, row: Any, request: Request, data: Any) -> CatchUpForm | None:
    if not request.actor.may(CATCH_UP.code, row.unit_id):
        return None
    people = resolvers.person_names(resolvers.people_of(row.unit_id, request.now))
    listed = sorted(people.items(), key=lambda pair: pair[1])
    if not _for_another(request):
        return CatchUpForm(data, people=listed)
    whose = sorted(getattr(row, step.may.relation)()) if step.may and step.may.relation else []
    return CatchUpForm(data, people=listed, of_another=True, initial={"performed_by": next(iter(whose), "")})


def _for_another(request: Request) -> bool:
    """Whether the step is entered for the person who took it; the address says so, then the form."""
    return (request.POST.get("for") or request.GET.get("for")) == "another"


def _about(life: Lifecycle) -> list[str]:
    """What one must see to take a step stands above its form, if the domain says it; see `steps/about.html`."""
    return [f"{life.domain}/steps/about.html", "lifecycle/about.html"]


def _template(life: Lifecycle, step: Step, request: Request) -> Any:
    names = [f"{life.domain}/steps/{life.noun}_{step.name}.html", "lifecycle/step.html"]
    if request.htmx:
        names = [f"{name}#form" for name in names]
    return select_template(names)


def _back(request: Request, row: Any) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return numbering.page_of(row.number) or "/"


def _done(request: Request, life: Lifecycle, step: Step, row: Any) -> HttpResponse:
    messages.success(request, f"{row.number} · {step.label}")
    url = _back(request, row) if _is_seen(life, row, request.actor) else "/"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _is_seen(life: Lifecycle, row: Any, actor: Actor) -> bool:
    """Who passed a case on, or refused an order, may not see it any more."""
    return life.model.objects.visible_to(actor).filter(pk=row.pk).exists()
