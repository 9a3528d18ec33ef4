"""The technician's day on the phone: one order in front, the next step under the thumb."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from careloop.customers.models import Phone
from careloop.kit.clocks.left import Left, left_of
from careloop.kit.clocks.models import Clock
from careloop.kit.files.models import File
from careloop.kit.journal.queries import timeline
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.offers import Offer, offers
from careloop.kit.request import Request
from careloop.kit.ui.moments import day
from careloop.org.queries import TREE
from careloop.service import permissions
from careloop.service.lifecycles import ORDER
from careloop.service.models import HelpRequest, Order
from careloop.service.queries import page as read_page
from careloop.service.queries import reason_for
from careloop.service.queries import today as read

MAP = "https://www.openstreetmap.org/search"
STORY = 12


@dataclass
class Job:
    """An order as its technician meets it."""

    order: Order
    actor: Actor
    now: datetime
    clock: Clock | None = None
    photo_count: int = 0

    @cached_property
    def _offered(self) -> dict[str, Offer]:
        offered = offers(ORDER, self.order, self.actor, self.now)
        return {offer.step.name: offer for offer in offered if offer.when == "now"}

    @property
    def main(self) -> Offer | None:
        """The step that leads on; it stands first in the table of the life."""
        return next((offer for offer in self._offered.values() if offer.step.to), None)

    @property
    def second(self) -> Offer | None:
        """Beside it: to refuse what was only just given, or else to call for help."""
        return self._offered.get("refuse" if self.order.state == "dispatched" else "ask_help")

    @property
    def others(self) -> list[Offer]:
        shown = (self.main, self.second)
        return [offer for offer in self._offered.values() if offer not in shown]

    @property
    def state(self) -> str:
        return str(ORDER.state(self.order.state).label)

    @cached_property
    def left(self) -> Left | None:
        return left_of(self.clock, self.now) if self.clock else None

    @property
    def late(self) -> bool:
        return self.left is not None and self.left.tone == "late"

    @property
    def help(self) -> HelpRequest | None:
        """The last call for help, while it is open or its answer is still of use."""
        asked = list(self.order.help_requests.all())
        return asked[-1] if asked and self.order.state in read.IN_FRONT else None

    @property
    def phones(self) -> list[Phone]:
        customer = self.order.case.customer
        return list(customer.phones.all()) if customer and self.actor.may("customers.see_phones") else []

    @property
    def map_url(self) -> str:
        address = self.order.case.address
        return f"{MAP}?{urlencode({'query': address})}" if address else ""

    @property
    def on_the_spot(self) -> bool:
        return self.order.state in read.ON_THE_SPOT

    @cached_property
    def needed(self) -> list[read.Needed]:
        return read.needed(self.order, self.photo_count)

    @property
    def begins_at(self) -> datetime:
        return self.order.window_from or self.order.opened_at

    @property
    def day_word(self) -> str:
        """As in "Tomorrow", or "Thu 24 Sep"."""
        return day(localtime(self.begins_at).date(), localtime(self.now).date())

    @property
    def reason(self) -> str:
        return reason_for(self.order.case)


@login_required
@require_safe
def page(request: Request) -> HttpResponse:
    actor, now = request.actor, request.now
    if not actor.may(permissions.PERFORM.code):
        raise Http404
    midnight = _midnight(actor, now)
    jobs = _jobs(read.jobs_of(actor), actor, now)
    current = jobs[0] if jobs and jobs[0].order.state != "waiting" and _is_today(jobs[0], midnight) else None
    rest = [job for job in jobs if job is not current]
    context = {
        "current": current,
        "rest": [job for job in rest if _is_today(job, midnight) and job.order.state != "waiting"],
        "later": [job for job in rest if not _is_today(job, midnight) and job.order.state != "waiting"],
        "waiting": [job for job in rest if job.order.state == "waiting"],
        "done": read.done_since(actor, midnight),
        "today_count": sum(_is_today(job, midnight) for job in jobs),
    }
    return render(request, "service/today.html", context)


@login_required
@require_safe
def order(request: Request, number: str) -> HttpResponse:
    """All that there is to know about an order, for whoever stands before the device."""
    actor, now = request.actor, request.now
    seen = read_page.in_full(Order.objects.visible_to(actor)).prefetch_related("case__customer__phones")
    row = read_page.with_performers(get_object_or_404(seen, number=number))
    if not actor.may(permissions.PERFORM.code):
        raise Http404
    (job,) = _jobs([row], actor, now)
    photos = list(File.objects.filter(document__in=[row.number, row.case.number], kind=File.Kind.PHOTO))
    entries = timeline(row.case.number, STORY, show_personal=actor.may("customers.see_phones"))
    context = {"job": job, "photos": photos, "before": read.before(row, actor), "entries": entries}
    return render(request, "service/order_phone.html", context)


def _jobs(orders: list[Order], actor: Actor, now: datetime) -> list[Job]:
    clocks, photos = read.clocks_for(orders), read.photo_counts(orders)
    return [Job(o, actor, now, clocks.get(o.number), photos.get(o.number, 0)) for o in orders]


def _midnight(actor: Actor, now: datetime) -> datetime:
    assert actor.unit_id is not None
    zone = ZoneInfo(TREE.get().units[actor.unit_id].time_zone)
    return datetime.combine(now.astimezone(zone).date(), time.min, zone)


def _is_today(job: Job, midnight: datetime) -> bool:
    """What began earlier and is not done yet is today's as well."""
    return job.begins_at.astimezone(midnight.tzinfo).date() <= midnight.date()


urlpatterns = [path("today/<str:number>", order, name="today-order")]
