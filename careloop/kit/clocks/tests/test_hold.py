import pytest

from careloop.kit.clocks.hold import held, hold


def test_alarms_are_held_until_whoever_holds_them_is_done():
    assert not held()
    seen = []

    def break_off():
        with hold():
            seen.append(held())
            raise RuntimeError("the play breaks off")

    with pytest.raises(RuntimeError):
        break_off()
    assert seen == [True]
    assert not held()
