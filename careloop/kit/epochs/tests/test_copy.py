import pytest
from django.db import transaction

from careloop.kit.epochs import copy as copies
from careloop.kit.epochs.copy import Copy, forget_all, move
from careloop.kit.epochs.models import Epoch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    forget_all()
    yield
    forget_all()


def counted(epoch="colours"):
    loads = []
    return Copy(epoch, lambda: loads.append(1) or len(loads))


def a_second_passes(monkeypatch):
    monkeypatch.setattr(copies, "_look", copies.NEVER)


def test_loaded_once_until_the_data_moved():
    copy = counted()
    assert [copy.get(), copy.get()] == [1, 1]
    move("colours")
    assert copy.get() == 2


def test_a_change_made_elsewhere_is_seen_at_the_next_look(monkeypatch):
    copy = counted()
    copy.get()
    Epoch.objects.create(name="colours", number=7)
    assert copy.get() == 1
    a_second_passes(monkeypatch)
    assert copy.get() == 2


def test_one_look_serves_all_copies_of_all_kinds(monkeypatch, django_assert_num_queries):
    several = [counted("colours"), counted("colours"), counted("shapes")]
    with django_assert_num_queries(1):
        assert [copy.get() for copy in several] == [1, 1, 1]
    a_second_passes(monkeypatch)
    with django_assert_num_queries(1):
        assert [copy.get() for copy in several] == [1, 1, 1]


def test_what_is_made_of_another_copy_does_not_outlive_it(monkeypatch):
    """Rights worked out while a change arrives are kept under the number that was seen, not under a later."""
    units = {"colours": ["old"]}
    tree = Copy("colours", lambda: list(units["colours"]))
    rights = Copy("colours", dict)
    tree.get()
    Epoch.objects.create(name="colours", number=7)
    units["colours"] = ["new"]
    held = rights.get()
    held["li.wen"] = tree.get()
    a_second_passes(monkeypatch)
    assert "li.wen" not in rights.get()
    assert tree.get() == ["new"]


def test_what_was_rolled_back_is_not_kept(monkeypatch):
    copy = counted()
    move("colours")
    copy.get()
    before = Epoch.objects.get(name="colours").number
    with transaction.atomic():
        move("colours")
        copy.get()
        transaction.set_rollback(True)
    a_second_passes(monkeypatch)
    assert Epoch.objects.get(name="colours").number == before
    assert copy.get() == 3


def test_a_look_between_change_and_commit_is_not_the_last(django_capture_on_commit_callbacks):
    copy = counted()
    with django_capture_on_commit_callbacks(execute=True):
        move("colours")
        copy.get()
    assert copy.get() == 2
