import pytest

from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.pages import api_page
from careloop.kit.pages.tests.lists import People


def test_programs_walk_through_the_same_list(people, system):
    people(5, language="es")
    first = api_page(People, {"limit": 2, "language": ["es"], "sort": "-name"}, system)
    assert [item["username"] for item in first["items"]] == ["p005", "p004"]
    assert first["items"][0] == {"username": "p005", "name": "P005", "unit.code": "NB", "last_login": None}
    second = api_page(People, {"limit": 9, "language": "es", "sort": "-name", "after": first["next"]}, system)
    assert [item["username"] for item in second["items"]] == ["p003", "p002", "p001"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"language": "xx"}, "language"),
        ({"after": "x"}, "after"),
        ({"before": "x"}, "before"),
        ({"limit": 0}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": "9" * 9000}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"sort": "password"}, "sort"),
        ({"login_at_from": "soon"}, "login_at_from"),
        ({"unit": "1e9"}, "unit"),
    ],
)
def test_what_is_asked_wrongly_is_named(people, system, params, wrong):
    with pytest.raises(Unacceptable) as refused:
        api_page(People, params, system)
    assert list(refused.value.errors) == [wrong]
