"""The play goes through the real actions, is the same for a seed, and goes on where it was stopped."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from careloop.demo import cast, play, progress
from careloop.kit.clocks.hold import held
from careloop.kit.clocks.recount import mismatches
from careloop.kit.journal.verify import verify
from careloop.service.models import Case, Order

# The heads of sealed blocks are written after the commit, so there must be one.
pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 9, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def company(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.JOURNAL_HEADS_FILE = tmp_path / "heads.txt"
    return cast.build(datetime(2026, 1, 1, tzinfo=UTC))


def play_some(cases=12, seed=3, now=NOW):
    return play.play(cases, seed, now=now, days=20, say=lambda _line: None)


def story():
    return sorted(Case.objects.values_list("description", "opened_at", "state", "outcome"))


def test_cases_come_to_their_ends_and_the_books_are_whole(company):
    assert play_some() > 80
    assert Case.objects.count() == 12
    assert Counter(Case.objects.values_list("state", flat=True))["closed"] >= 8
    assert Order.objects.filter(voucher=None).count() == 0
    assert list(mismatches()) == []
    assert verify().whole
    assert not held(datetime.now(UTC))
    assert progress.told() is None


def test_played_out_it_takes_no_further_step(company):
    play_some()
    before = story()
    assert play_some(now=NOW.replace(hour=9)) == 0
    assert story() == before


def test_it_goes_on_where_it_was_stopped(company, monkeypatch):
    taken = []

    def stopped(self, at, index):
        if len(taken) == 40:
            raise KeyboardInterrupt
        taken.append(index)
        return real(self, at, index)

    real = play.Story._one
    monkeypatch.setattr(play.Story, "_one", stopped)
    with pytest.raises(KeyboardInterrupt):
        play_some()
    assert not held(datetime.now(UTC))
    monkeypatch.setattr(play.Story, "_one", real)
    play_some()
    assert Case.objects.count() == 12
    assert verify().whole
