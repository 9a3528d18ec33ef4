"""The result is reviewed, the customer told; content, or handled again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import tell
from careloop.kit.lifecycle.verbs import Actor, WrongMoment, action, hold, take
from careloop.service import queries, rules
from careloop.service.actions import order as orders
from careloop.service.actions.case.ending import end, refuse_open_tasks
from careloop.service.lifecycles import CASE, RESOLUTION
from careloop.service.models import Case, ContactTry


class NotTriedEnough(WrongMoment):
    sentence = _("The customer counts as not reachable after %(tries)s tries at different times.")


class CannotBeHandledAgain(WrongMoment):
    sentence = _("A case that ended as “%(outcome)s” is not handled again; a new call opens a new one.")


@action
def review(case: Case, *, note: str, actor: Actor, at: datetime) -> None:
    """The clerk makes sure that the result fits what was asked, before the customer hears (E process 4.1)."""
    take(CASE, "review", case, actor=actor, at=at, told={"note": note})


@action
def inform(case: Case, *, channel: str, words: str, actor: Actor, at: datetime) -> None:
    """The customer is told result, reason and what to mind from now on (E process 4.2)."""
    told = {"channel": tell.word(queries.channel_word(channel)), "words": words}
    take(CASE, "inform", case, actor=actor, at=at, told=told, tone="told")


@action
def record_try(case: Case, *, channel: str, reason: str, actor: Actor, at: datetime) -> None:
    told = {
        "channel": tell.word(queries.channel_word(channel)),
        "why": tell.word(ContactTry.Reason(reason).label),
    }
    take(CASE, "record_try", case, actor=actor, at=at, told=told)
    ContactTry.objects.create(
        case=case, round=case.round, at=at, person_id=actor.person_id, channel=channel, reason=reason
    )


@action
def close(case: Case, *, remark: str, actor: Actor, at: datetime) -> None:
    """The customer said that they are content (E process 4.2, closed loop)."""
    refuse_open_tasks(case)
    end(case, "close", Case.Outcome.CONTENT, actor, at, told={"remark": remark}, remark=remark)


@action
def close_unreachable(case: Case, *, actor: Actor, at: datetime) -> None:
    refuse_open_tasks(case)
    tries, enough = queries.tries(case)
    if not enough:
        raise NotTriedEnough(tries=queries.tries_wanted(case))
    end(case, "close_unreachable", Case.Outcome.UNREACHABLE, actor, at, told={"tries": tries})


@action
def handle_again(case: Case, *, reason: str, actor: Actor, at: datetime) -> None:
    """Not content: the case keeps its number and story and gets a new round (E process 4.2)."""
    hold(CASE, case)
    if case.outcome and case.outcome not in rules.HANDLED_AGAIN:
        raise CannotBeHandledAgain(outcome=case.get_outcome_display())
    columns = {"round": case.round + 1, "outcome": "", "closed_at": None, "duplicate_of": "", "remark": ""}
    told = {"why": reason, "round": case.round + 1}
    complexity = case.complexity or Case.Complexity.SIMPLE
    limits = {RESOLUTION.name: queries.resolution_limit(complexity, case.opened_at, case.unit_id)}
    take(CASE, "handle_again", case, actor=actor, at=at, told=told, limits=limits, columns=columns)
    orders.open(case, actor=actor, at=at)
