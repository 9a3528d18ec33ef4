import pytest
from django.contrib.auth.hashers import make_password

from careloop.demo import guard
from careloop.demo.cast import PASSWORD
from careloop.org.models import Calendar, Person, Unit


@pytest.fixture
def in_production(settings):
    settings.DEBUG, settings.DEMO = False, False


def person(username, password, **facts):
    calendar = Calendar.objects.create(names={"en": "Office hours"}, country="CN")
    unit = Unit.objects.create(
        code=str(Unit.objects.count()), kind=Unit.Kind.BRANCH, names={}, calendar=calendar
    )
    Person.objects.create(username=username, password=make_password(password), unit=unit, **facts)


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("example.com", False),
        ("localhost.example.com", False),
        ("*", False),
        ("", False),
    ],
)
def test_what_is_this_machine(host, inside):
    assert guard.is_loopback(host) is inside


def test_development_is_not_shown_to_others(settings):
    settings.DEBUG = True
    guard.refuse_if_exposed("127.0.0.1")
    with pytest.raises(guard.Exposed, match="CARELOOP_DEBUG is set"):
        guard.refuse_if_exposed("0.0.0.0")


def test_the_demo_is_not_shown_to_others(in_production, settings):
    settings.DEMO = True
    guard.refuse_if_exposed("::1")
    with pytest.raises(guard.Exposed, match="passwords are known to everybody"):
        guard.refuse_if_exposed("0.0.0.0")


@pytest.mark.django_db
def test_a_database_with_open_demo_accounts_is_not_shown_to_others(in_production):
    person("zhao.min", PASSWORD)
    guard.refuse_if_exposed("localhost")
    with pytest.raises(guard.Exposed, match=r"the demo account “zhao\.min”"):
        guard.refuse_if_exposed("0.0.0.0")


@pytest.mark.django_db
def test_a_company_of_its_own_is_shown(in_production):
    person("li.wen", "a password of its own")
    person("zhao.min", PASSWORD, is_active=False)
    person("someone", PASSWORD)
    guard.refuse_if_exposed("0.0.0.0")


def test_the_system_check_looks_at_the_names_it_answers_to(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["127.0.0.1", "localhost", "[::1]"]
    assert guard.demo_stays_on_this_machine() == []
    settings.ALLOWED_HOSTS = ["127.0.0.1", "care.example.com"]
    assert [error.id for error in guard.demo_stays_on_this_machine()] == ["careloop.E001"]
    settings.DEMO = False
    assert guard.demo_stays_on_this_machine() == []
