from datetime import UTC, datetime

import pytest

from careloop import presets
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.org.access import actor_of
from careloop.org.models import Person, Unit
from careloop.presets import company

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
PASSWORD = "a-long-one-of-their-own"

pytestmark = pytest.mark.django_db


def test_a_company_begins_with_one_person_who_may_add_the_rest():
    presets.load("branch", NOW)
    first = company.begin("永盛服务", "YS", "boss", PASSWORD, NOW)
    actor = actor_of(first, now=NOW)
    assert actor.post == "administrator"
    for right in ("org.unit.manage", "org.person.manage", "org.calendar.manage"):
        assert actor.units(right) is None
    assert first.check_password(PASSWORD)


def test_it_begins_once():
    presets.load("branch", NOW)
    company.begin("One", "ONE", "boss", PASSWORD, NOW)
    with pytest.raises(company.BegunAlready):
        company.begin("Two", "TWO", "other", PASSWORD, NOW)
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(("code", "password"), [("no spaces", PASSWORD), ("OK", "123")])
def test_a_bad_code_or_password_leaves_nothing(code, password):
    presets.load("branch", NOW)
    with pytest.raises(Unacceptable):
        company.begin("One", code, "boss", password, NOW)
    assert not Unit.objects.exists()
    assert not Person.objects.exists()


def test_loading_a_preset_twice_changes_nothing():
    presets.load("branch", NOW)
    presets.load("branch", NOW)
    from careloop.org.models import Calendar, Post

    assert Calendar.objects.count() == 1
    assert Post.objects.count() == len(Post.objects.values("code").distinct())


def test_an_unknown_preset_is_named():
    with pytest.raises(ValueError, match="no preset 'x'"):
        presets.load("x", NOW)
