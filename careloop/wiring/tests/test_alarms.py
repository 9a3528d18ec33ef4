from datetime import UTC, datetime, timedelta

import pytest

from careloop.demo import cast
from careloop.kit.clocks import tick
from careloop.kit.epochs.copy import forget_all
from careloop.kit.journal.queries import timeline
from careloop.kit.notices import unread_count
from careloop.org.models import Holding
from careloop.service.tests.stage import NOW, Stage
from careloop.wiring.people import tell_of_alarm

pytestmark = pytest.mark.django_db
LATE = timedelta(hours=5)


@pytest.fixture
def stage(monkeypatch):
    return Stage(cast.build(datetime(2026, 9, 1, tzinfo=UTC)), monkeypatch)


def vacant(*posts):
    Holding.objects.filter(post__code__in=posts).delete()
    forget_all()


def ring(matter):
    """What the alarms of its arrival were told to, by the words of the journal."""
    tick(NOW + LATE, tell=lambda alarm: tell_of_alarm(alarm, at=NOW + LATE))
    return [entry for entry in timeline(matter.number, 50) if entry.word.startswith("clock.told_")]


def unread(stage, username):
    return unread_count(stage.company.people[username].pk)


def test_an_alarm_reaches_the_post_of_its_rung(stage):
    matter = stage.assessed()
    assert ring(matter) == []
    assert unread(stage, "zhao.min") > 0


def test_where_nobody_holds_the_post_the_next_of_the_ladder_is_told_and_the_journal_says_so(stage):
    matter = stage.assessed()
    vacant("director")
    noted = ring(matter)
    assert unread(stage, "wang.jianye") > 0
    assert noted
    assert {entry.word for entry in noted} == {"clock.told_instead"}
    assert "nobody holds the post" in noted[0].sentence


def test_where_none_of_the_ladder_is_held_the_journal_says_that_nobody_was_told(stage):
    matter = stage.assessed()
    vacant("director", "service_manager", "general_manager")
    noted = ring(matter)
    assert {entry.word for entry in noted} == {"clock.told_nobody"}
