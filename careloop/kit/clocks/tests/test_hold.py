import os
from datetime import UTC, datetime, timedelta

import pytest

from careloop.kit.clocks import hold as holding
from careloop.kit.clocks.hold import EXPIRES, held, hold


def now():
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_alarms_are_held_until_whoever_holds_them_is_done():
    assert not held(now())
    seen = []

    def break_off():
        with hold():
            seen.append(held(now()))
            raise RuntimeError("the play breaks off")

    with pytest.raises(RuntimeError):
        break_off()
    assert seen == [True]
    assert not held(now())


def test_a_sign_that_somebody_killed_left_behind_silences_nothing_for_long():
    with hold() as still_here:
        long_ago = (now() - EXPIRES - timedelta(minutes=1)).timestamp()
        os.utime(holding._sign(), (long_ago, long_ago))
        assert not held(now())
        still_here()
        assert held(now())
