import pytest

from careloop.kit.clocks.hold import held, hold


def test_alarms_are_held_until_whoever_holds_them_is_done():
    assert not held()
    with pytest.raises(RuntimeError), hold():
        assert held()
        raise RuntimeError("the play breaks off")
    assert not held()
