import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careloop.kit.pages.keyset import BadCursor, cut, keys_of
from careloop.org.models import Person

ORDERS = [
    ("-id",),
    ("username",),
    ("name",),
    ("-name", "id"),
    ("last_login",),
    ("-last_login", "name"),
    ("unit__code",),
]
MOMENTS = [dt.datetime(2026, 9, day, 8, 30, 0, 123456, tzinfo=dt.UTC) for day in (1, 2, 3)]

rows_of_people = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, *MOMENTS])), max_size=12)


def all_pages(rows, order, size):
    pages, after = [], ""
    while True:
        page = cut(rows, order, size=size, after=after)
        pages.append(page)
        if page.next is None:
            return pages
        after = page.next


def names(page):
    return [row.username for row in page.rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of_people, st.sampled_from(ORDERS), st.integers(1, 5))
def test_forwards_visits_each_row_once_and_back_gives_the_same_pages(unit, made, order, size):
    Person.objects.all().delete()
    Person.objects.bulk_create(
        Person(username=f"p{i}", name=name, last_login=seen, unit=unit) for i, (name, seen) in enumerate(made)
    )
    pages = all_pages(Person.objects.all(), order, size)
    visited = [name for page in pages for name in names(page)]
    assert sorted(visited) == sorted(f"p{i}" for i in range(len(made)))
    assert all(len(page.rows) == size for page in pages[:-1])
    for earlier, later in pairwise(pages):
        back = cut(Person.objects.all(), order, size=size, before=later.previous)
        assert names(back) == names(earlier)
        assert back.next is not None
        assert (back.previous is None) == (earlier is pages[0])


@pytest.mark.parametrize("order", [("last_login",), ("-last_login",)])
def test_empty_values_stand_last_whichever_way(unit, order):
    for number, seen in enumerate([None, MOMENTS[0], None, MOMENTS[1]]):
        Person.objects.create(username=f"p{number}", name="x", last_login=seen, unit=unit)
    seen = [row.last_login for page in all_pages(Person.objects.all(), order, 1) for row in page.rows]
    assert seen[2:] == [None, None]
    assert None not in seen[:2]


def test_an_order_that_is_not_unique_gets_the_key_at_its_end():
    assert [key.path for key in keys_of(Person, ("name",))] == ["name", "pk"]
    assert keys_of(Person, ("-name",))[1].descending
    assert [key.path for key in keys_of(Person, ("username",))] == ["username"]
    assert not keys_of(Person, ("unit__code",))[0].nullable
    assert keys_of(Person, ("last_login",))[0].nullable


def test_a_page_is_one_query_though_the_order_runs_through_another_table(people, django_assert_num_queries):
    people(4)
    with django_assert_num_queries(1):
        page = cut(Person.objects.all(), ("unit__code",), size=3)
    assert page.next


def test_a_row_put_in_before_the_first_page_is_seen_on_the_way_back(people):
    people(4)
    later = cut(
        Person.objects.all(),
        ("username",),
        size=2,
        after=cut(Person.objects.all(), ("username",), size=2).next,
    )
    people_before = Person.objects.get(username="p001")
    Person.objects.filter(pk=people_before.pk).update(username="p009")
    back = cut(Person.objects.all(), ("username",), size=2, before=later.previous)
    assert names(back) == ["p002", "p003"]
    assert back.previous is None


@pytest.mark.parametrize("cursor", ["x", "…", "a:b", "\0", "W10:abc", "9" * 5000, "eyJhIjoxfQ:AAAA"])
@pytest.mark.parametrize("side", ["after", "before"])
def test_garbage_is_no_cursor(people, cursor, side):
    with pytest.raises(BadCursor):
        cut(Person.objects.all(), ("username",), size=2, **{side: cursor})


def test_a_cursor_of_another_order_or_list_is_no_cursor(people):
    people(3)
    cursor = cut(Person.objects.all(), ("username",), size=2, name="one").next
    for name, order in (("one", ("-username",)), ("two", ("username",))):
        with pytest.raises(BadCursor):
            cut(Person.objects.all(), order, size=2, after=cursor, name=name)
