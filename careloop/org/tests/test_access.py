"""Who may where: a post gives its rights in the unit where it is held and below."""

from datetime import date, timedelta

import pytest

from careloop.org.actions import people
from careloop.org.models import Holding, Post
from careloop.service.models import Case


def test_headquarters_sees_everything_without_a_filter(company, now):
    manager = company.actor("wang.jianye", now)
    assert manager.units("service.see") is None
    assert manager.may("service.assess", company.units["NB"].pk)


def test_a_branch_sees_itself_only(company, now):
    director = company.actor("zhao.min", now)
    assert director.units("service.dispatch") == {company.units["NB"].pk}
    assert not director.may("service.dispatch", company.units["SB"].pk)
    assert director.may("service.dispatch")


def test_what_no_post_gives_is_nowhere_allowed(company, now):
    technician = company.actor("chen.jianguo", now)
    assert technician.units("service.dispatch") == frozenset()
    assert not technician.may("service.dispatch")


def test_a_filter_stands_in_the_query_only_where_it_is_needed(company, now):
    everything = str(Case.objects.visible_to(company.actor("wang.jianye", now)).query)
    branch = str(Case.objects.visible_to(company.actor("zhao.min", now)).query)
    assert "WHERE" not in everything
    assert "unit_id" in branch.split("WHERE")[1]


def test_a_deputy_holds_the_post_for_a_time(company, now):
    admin = company.actor("admin", now)
    holding = Holding.objects.get(person=company.people["zhao.min"])
    people.deputise(
        holding,
        deputy=company.people["li.wen"],
        from_on=date(2026, 9, 10),
        until_on=date(2026, 9, 20),
        actor=admin,
        at=now,
    )
    nb = company.units["NB"].pk
    rights = {
        day: company.actor("li.wen", now + timedelta(days=day)).may("service.dispatch", nb)
        for day in (8, 9, 18, 19)
    }
    assert rights == {8: False, 9: True, 18: True, 19: False}
    # The deputy's own post stays the first.
    assert company.actor("li.wen", now + timedelta(days=10)).post == "clerk"


def test_who_is_relieved_has_no_rights_any_more(company, now):
    admin = company.actor("admin", now)
    holding = Holding.objects.get(person=company.people["zhao.min"])
    people.relieve(holding, until_on=date(2026, 9, 1), actor=admin, at=now)
    assert not company.actor("zhao.min", now).may("service.dispatch")


def test_rights_are_looked_up_once(company, now, django_assert_num_queries):
    company.actor("zhao.min", now)
    with django_assert_num_queries(0):
        company.actor("zhao.min", now)


@pytest.mark.parametrize("code", ["director", "clerk", "technician"])
def test_a_post_shows_its_name_in_the_readers_language(company, code):
    post = Post.objects.get(code=code)
    assert {str(post), post.names["zh-hans"], post.names["zh-hant"], post.names["es"]} >= {str(post)}
    assert len(set(post.names.values())) >= 3
