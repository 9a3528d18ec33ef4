import pytest

from careloop.kit.epochs.copy import Copy, forget_all, move
from careloop.kit.epochs.models import Epoch

pytestmark = pytest.mark.django_db


def test_loaded_once_until_the_data_moved():
    loads = []
    copy = Copy("colours", lambda: loads.append(1) or len(loads))
    assert [copy.get(), copy.get()] == [1, 1]
    move("colours")
    assert copy.get() == 2


def test_a_change_made_elsewhere_is_seen_at_the_next_look():
    loads = []
    copy = Copy("colours", lambda: loads.append(1) or len(loads))
    copy.get()
    Epoch.objects.create(name="colours", number=7)
    copy._looked = float("-inf")
    assert copy.get() == 2


def test_looking_again_without_a_change_loads_nothing(django_assert_num_queries):
    copy = Copy("colours", lambda: "red")
    copy.get()
    copy._looked = float("-inf")
    with django_assert_num_queries(1):
        assert copy.get() == "red"
    forget_all()
