"""Customers are written to over the way they left, unless they do not want it; and only what was sent counts."""

from datetime import UTC, datetime, timedelta

import pytest

from careloop.customers.actions import customer as customers
from careloop.demo import cast
from careloop.kit.journal.queries import timeline
from careloop.kit.notices.models import Notice
from careloop.service.actions import order
from careloop.service.tests.stage import NOW, Stage
from careloop.service.views.story import story_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def written(matter):
    """The notices to the customer since the case was opened."""
    found = Notice.objects.filter(thread=matter.number, person_id=None).order_by("id")
    return [(notice.name, notice.channel) for notice in found]


def say(stage, customer, channel, *, no):
    clerk = stage.actor("li.wen", NOW - timedelta(hours=2))
    facts = {"purpose": "messages", "channel": channel, "text_version": "2026-1"}
    consent = customers.consent(customer, **facts, actor=clerk, at=NOW - timedelta(hours=2))
    if no:
        customers.withdraw(consent, actor=clerk, at=NOW - timedelta(hours=1))


@pytest.mark.parametrize(
    ("no_mail", "no_sms", "channel"),
    [(False, False, "email"), (True, False, "sms"), (True, True, None), (False, True, "email")],
)
def test_nothing_goes_over_a_channel_that_the_customer_does_not_want(stage, no_mail, no_sms, channel):
    matter = stage.assessed()
    customer = matter.customer
    customers.change(customer, email="zhou@example.com", actor=stage.actor("li.wen"), at=NOW)
    say(stage, customer, "email", no=no_mail)
    say(stage, customer, "sms", no=no_sms)
    Notice.objects.all().delete()
    stage.dispatched(matter)
    assert written(matter) == ([("service.order.dispatch", channel)] if channel else [])


def test_without_a_gateway_the_story_says_that_nothing_was_sent(stage):
    matter = stage.assessed()
    assert [entry.word for entry in timeline(matter.number)].count("service.case.message_unsent") == 1
    (line,) = [each for each in story_of(matter.number, stage.actor("li.wen"), NOW).lines if each.said]
    assert (line.tone, line.mark) == ("internal", "Not sent: SMS is not set up")


def test_with_one_it_says_what_was_written(stage, settings):
    settings.NOTICE_CHANNELS = {**settings.NOTICE_CHANNELS, "sms": "careloop.kit.notices.channels.Webhook"}
    matter = stage.assessed()
    (line,) = [each for each in story_of(matter.number, stage.actor("li.wen"), NOW).lines if each.said]
    assert (line.tone, line.mark) == ("told", "To the customer · SMS")


def test_what_is_entered_later_is_written_when_it_is_entered(stage):
    yesterday = NOW - timedelta(days=1)
    late = stage.actor("li.wen").entering(reason="系统停机")
    stage.company.actor = lambda username, at: late
    matter = stage.case(at=yesterday)
    (notice,) = Notice.objects.filter(thread=matter.number, person_id=None)
    assert notice.created_at == NOW
    said = [entry for entry in timeline(matter.number) if entry.word.startswith("service.case.message")]
    assert [entry.at for entry in said] == [NOW]
    assert matter.opened_at == yesterday


def test_nobody_is_told_of_a_visit_that_is_over(stage):
    matter = stage.assessed(at=NOW - timedelta(days=1))
    Notice.objects.all().delete()
    then, director = NOW - timedelta(hours=20), stage.actor("zhao.min").entering(reason="系统停机")
    order.dispatch(
        stage.job(matter),
        technician=stage.company.people["chen.jianguo"],
        window_from=then + timedelta(hours=1),
        window_until=then + timedelta(hours=2),
        actor=director,
        at=then,
    )
    assert written(matter) == []
