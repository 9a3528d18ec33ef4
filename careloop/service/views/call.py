"""The call screen: who it is, what they have, who pays, when someone comes; answered while one types."""

import json
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from careloop.customers import queries as customers
from careloop.customers.models import Customer, Device
from careloop.customers.queries import related
from careloop.kit.lifecycle.allow import CATCH_UP, require
from careloop.kit.lifecycle.forms import CatchUpForm
from careloop.kit.lifecycle.idempotency import once
from careloop.kit.lifecycle.refusals import Refusal
from careloop.kit.lifecycle.views import show
from careloop.kit.request import Request
from careloop.org import queries as org
from careloop.org.queries.people import local_day
from careloop.service import permissions, queries
from careloop.service.actions import call
from careloop.service.forms import CaseSolveByPhone
from careloop.service.forms.call import CallForm
from careloop.service.lifecycles import CASE
from careloop.service.models import Case
from careloop.service.models.call import Channel
from careloop.service.queries import intake
from careloop.service.queries.dispatch_list import windows
from careloop.service.views import call_words as words
from careloop.service.views.call_form import dressed
from careloop.service.views.call_given import Given, as_typed


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    require(request.actor, permissions.TAKE_CALLS, None)
    if request.method != "POST":
        return _page(request, request.GET)
    if "about" in request.POST:
        return _note(request)
    if request.POST.get("save") in ("print", "open", "consult"):
        return _save(request, request.POST["save"])
    # Without a script, looking and choosing draw the page anew with what was typed.
    given = request.POST.copy()
    if "choose" in given:
        given["customer"] = request.POST["choose"]
        given.pop("device", None)
    return _page(request, given)


def _page(request: Request, data: QueryDict, status: int = 200, **forms: Any) -> HttpResponse:
    given = Given(data, request.actor, request.now)
    form = forms.get("form") or CallForm(initial=given.initial(), actor=request.actor, now=request.now)
    context = _context(request, given, dressed(form, given))
    context["advice"] = forms.get("advice") or _advice(request, None)
    context["catch_up"] = forms.get("catch_up") or _catch_up(request, given, None)
    context["matches"] = [] if given.customer else _matches(request, given)
    # One effect however often the form is sent: a second answer to the same key is the first one.
    context |= {"key": uuid4().hex, "times": words.times()}
    template = "service/call.html#form" if request.htmx else "service/call.html"
    return render(request, template, context, status=status)


def _context(request: Request, given: Given, form: CallForm) -> dict[str, Any]:
    """What the page and its fragments draw; the same queries whatever is asked for."""
    actor, now = request.actor, request.now
    symptom = form.fields["symptom"].rows.get(given.text("symptom"))  # type: ignore[attr-defined]
    proposal = intake.foreseen(given.customer, given.device, given.unit, now, given.model, given.bought_on)
    today = local_day(given.unit.pk, now)
    reason = queries.reason_of(proposal.why, proposal.facts, today)
    arrival = intake.arrival(given.zone, given.unit, now)
    return {
        "given": given,
        "form": form,
        "proposal": proposal,
        "kind": Case.Kind(proposal.kind),
        "reason": reason,
        "arrival": arrival,
        "limit_words": words.limit(arrival),
        "nearest": windows(given.unit.pk, now, arrival.due_at)[:3],
        "days_off": words.days_off(arrival.days_off, now),
        "zone_unit": org.say_unit(given.zone.unit_id) if given.zone else "",
        "covers": words.covers(_coverage(given)),
        "open_cases": intake.open_cases(given.customer, actor) if given.customer else [],
        "past_cases": intake.past_cases(given.customer, actor) if given.customer else [],
        "causes": intake.probable_causes(given.family, symptom, now),
        "may_change_kind": actor.may(permissions.CHANGE_KIND.code, given.unit.pk),
        "may_consult": actor.may(permissions.END.code, given.unit.pk),
        "may_see_customers": actor.may("customers.see"),
    }


def _coverage(given: Given) -> Any:
    if given.device is None:
        return None
    return customers.coverage_of(given.device, given.now.astimezone(ZoneInfo(given.unit.time_zone)).date())


def _matches(request: Request, given: Given) -> list[intake.Match]:
    text = given.text("phone")
    if len(text) < 2 and text.isascii():
        return []
    return intake.matches(text, request.actor, given.unit, request.now)


@login_required
@never_cache
@require_safe
def find(request: Request) -> HttpResponse:
    """Who it may be, while the number, name or serial is typed."""
    require(request.actor, permissions.TAKE_CALLS, None)
    given = Given(request.GET, request.actor, request.now)
    context = {"given": given, "matches": _matches(request, given), "typed": True}
    return render(request, "service/call_found.html", context)


def _fragment(*names: str) -> Any:
    """The named pieces of the page, drawn anew for what the fields say; those after the first go to their
    own places."""

    @login_required
    @never_cache
    @require_safe
    def view(request: Request) -> HttpResponse:
        require(request.actor, permissions.TAKE_CALLS, None)
        given = Given(request.GET, request.actor, request.now)
        form = CallForm(initial=given.initial(), actor=request.actor, now=request.now)
        context = _context(request, given, dressed(form, given))
        context |= {"pieces": [f"service/call_{name}.html" for name in names], "again": True, "typed": False}
        return render(request, "service/call_fragments.html", context)

    return view


def _save(request: Request, how: str) -> HttpResponse:
    given = Given(request.POST, request.actor, request.now)
    typed = as_typed(request.POST)
    if given.customer is not None and not typed.get("customer"):
        typed["customer"] = given.customer.number  # the owner of the device that was named
    form = CallForm(typed, actor=request.actor, now=request.now)
    if given.phone_of_another:
        form.add_error("phone", _("This is not a number of the customer below. Choose who is calling."))
    advice = _advice(request, request.POST if how == "consult" else None)
    catch_up = _catch_up(request, given, request.POST)
    status = 422
    if all(each is None or not each.is_bound or each.is_valid() for each in (form, advice, catch_up)):
        try:
            opened = once(request, 200, lambda: _act(request, how, form, advice, catch_up))[1]
            return _done(request, opened, how)
        except Refusal as refusal:
            status = refusal.status
            show(refusal, form, catch_up)
    return _page(request, request.POST, status, form=form, advice=advice, catch_up=catch_up)


def _act(request: Request, how: str, form: Any, advice: Any, catch_up: Any) -> dict[str, Any]:
    """The one call into an action; gives what the answer needs, as it is kept for a second try."""
    actor: Any = request.actor
    at = request.now
    if catch_up is not None and catch_up.cleaned_data["at"]:
        actor, at = actor.entering(reason=catch_up.cleaned_data["entry_reason"]), catch_up.cleaned_data["at"]
    facts = form.parameters()
    if how == "consult":
        case = call.consult(advice=advice.cleaned_data["advice"], actor=actor, at=at, **facts)
        return {"case": case.number, "voucher": ""}
    case = call.take(actor=actor, at=at, **facts)
    order = queries.current_order(case)
    return {"case": case.number, "voucher": order.voucher.number if order else ""}


def _note(request: Request) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.actor), number=request.POST["about"])
    given = Given(request.POST, request.actor, request.now)
    wanted = given.text("channel")
    call.note(
        case,
        unit=given.unit,
        channel=wanted if wanted in Channel.values else Channel.PHONE,
        phone=as_typed(request.POST)["phone"][:40],
        text=given.text("description")[:2000],
        actor=request.actor,
        at=request.now,
    )
    messages.success(request, _("%(number)s · the call was written down") % {"number": case.number})
    return _go(request, reverse("service:case", args=[case.number]))


def _done(request: Request, opened: dict[str, Any], how: str) -> HttpResponse:
    said = _("%(number)s · ended as a consultation") if how == "consult" else _("%(number)s · opened")
    messages.success(request, said % {"number": opened["case"]})
    answer = _go(request, reverse("service:case", args=[opened["case"]]))
    if how == "print" and opened["voucher"] and (paper := _paper(opened["voucher"])):
        answer["HX-Trigger"] = json.dumps({"careloop:print": {"url": paper}})
    return answer


def _paper(voucher: str) -> str:
    try:
        return reverse("service:voucher-pdf", args=[voucher])
    except NoReverseMatch:
        return ""


def _go(request: Request, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _advice(request: Request, data: Any) -> CaseSolveByPhone:
    return CaseSolveByPhone(data, row=None, actor=request.actor, now=request.now)


def _catch_up(request: Request, given: Given, data: Any) -> CatchUpForm | None:
    """A call that was taken earlier, on paper, is entered with its true time."""
    if not request.actor.may(CATCH_UP.code, given.unit.pk):
        return None
    form = CatchUpForm(data, people=[])
    del form.fields["performed_by"]
    return form


def _cases(customer: Customer | None, device: Device | None, actor: Any) -> list[Any]:
    found = intake.cases_of(customer, device, actor)
    for case in found:
        case.state_label = CASE.state(case.state).label  # type: ignore[attr-defined]
    return found


def _link(customer: Customer, device: Device | None) -> str:
    named = {"customer": customer.number} | ({"device": device.number} if device else {})
    return f"{reverse('service:call')}?{urlencode(named)}"


# What a customer's and a device's page show of this floor.
related.add_section(
    related.Section("service.cases", gettext_lazy("Cases"), "service/call_cases.html", _cases, "service.see")
)
related.add_way("service.call", related.Way(gettext_lazy("Take a call"), _link, permissions.TAKE_CALLS.code))

who = _fragment("who", "place", "found", "payer", "side")
device = _fragment("device", "payer", "side")
zone = _fragment("zone", "payer", "side")
side = _fragment("side", "payer")

urlpatterns = [
    path("call/find", find, name="call-find"),
    path("call/who", who, name="call-who"),
    path("call/device", device, name="call-device"),
    path("call/zone", zone, name="call-zone"),
    path("call/side", side, name="call-side"),
]
