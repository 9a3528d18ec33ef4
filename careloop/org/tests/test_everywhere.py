"""What holds in the whole company is set by who has the right there; in one branch it does not reach."""

from datetime import UTC, date, datetime

import pytest

from careloop.catalog.actions import family
from careloop.customers.actions import warranty
from careloop.demo import cast
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.rules.actions import value
from careloop.org.actions import calendar, people, unit
from careloop.org.models import Post

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 24, 8, tzinfo=UTC)
RIGHTS = [
    "rules.approve",
    "org.calendar.manage",
    "org.unit.manage",
    "org.person.manage",
    "catalog.manage",
    "customers.contract.manage",
]


@pytest.fixture
def company():
    built = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    post = Post.objects.create(code="all_rights", names={"en": "All rights"}, capabilities=RIGHTS)
    admin = built.actor("admin", NOW)
    for username, code in (("gao.lan", "CT"), ("he.li", "HQ")):
        people.appoint(
            built.people[username],
            post=post, unit=built.units[code], from_on=date(2026, 9, 1), actor=admin, at=NOW,
        )  # fmt: skip
    return built


def rule(company, actor, unit_id=None):
    value.set(
        "service.arrival.town", value=5, from_at=NOW, reason="Trial", unit_id=unit_id, actor=actor, at=NOW
    )


def week(company, actor):
    calendar.set_week(
        company.units["CT"].calendar, week={"0": [["09:00", "17:00"]]}, from_on=date(2026, 10, 1),
        actor=actor, at=NOW,
    )  # fmt: skip


def day(company, actor, of=None):
    calendar.set_special_day(
        company.units["CT"].calendar, unit=of, on=date(2026, 12, 24), intervals=[], label="Eve",
        actor=actor, at=NOW,
    )  # fmt: skip


def a_family(company, actor):
    family.add(code="kettle", names={"en": "Kettle"}, actor=actor, at=NOW)


def terms(company, actor):
    warranty.add(
        family=company.families["washer"], labour_months=12, parts_months=12, travel_months=6,
        from_on=date(2026, 10, 1), actor=actor, at=NOW,
    )  # fmt: skip


def root(company, actor):
    unit.add(
        code="HQ2", kind="headquarters", names={"en": "Another"}, parent=None,
        calendar=company.units["HQ"].calendar, actor=actor, at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("write", [rule, week, day, a_family, terms, root])
def test_a_branch_alone_cannot_write_for_the_whole_company(company, write):
    with pytest.raises(NotAllowed):
        write(company, company.actor("gao.lan", NOW))
    write(company, company.actor("he.li", NOW))


def test_in_its_own_unit_it_may(company):
    actor, own = company.actor("gao.lan", NOW), company.units["CT"]
    rule(company, actor, own.pk)
    day(company, actor, own)
    with pytest.raises(NotAllowed):
        rule(company, actor, company.units["NB"].pk)
