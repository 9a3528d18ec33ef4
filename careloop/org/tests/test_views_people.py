from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from careloop.demo import cast
from careloop.org.models import Holding, Person, Unit, Zone
from careloop.service.tests.stage import Stage, queries

pytestmark = pytest.mark.django_db
PEOPLE = "/settings/people"
UNITS = "/settings/units"


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def page(username: str, action: str = "") -> str:
    return reverse(f"org:person-{action}" if action else "org:person", args=[username])


def held(stage: Stage, username: str) -> Holding:
    return stage.company.people[username].holdings.get()


def test_the_list_shows_the_people_of_ones_units(stage):
    text = stage.client("zhao.min").get(PEOPLE).content.decode()
    assert "陈建国" in text
    assert "Ana Torres" not in text
    assert "Ana Torres" in stage.client("admin").get(PEOPLE).content.decode()
    assert stage.client("chen.jianguo").get(PEOPLE).status_code == 404


def test_a_person_of_another_unit_does_not_exist(stage):
    assert stage.client("zhao.min").get(page("ana.torres")).status_code == 404
    assert stage.client("zhao.min").get(page("chen.jianguo")).status_code == 200
    assert stage.client("zhao.min").get(page("nobody")).status_code == 404


def test_a_person_is_added_appointed_and_stood_in_for(stage):
    client = stage.client("admin")
    new = {
        "username": "liu.yang",
        "name": "刘洋",
        "unit": "NB",
        "language": "zh-hans",
        "password": "Sehr-gut-9182",
    }
    assert client.post(reverse("org:person-add"), new).status_code == 302
    assert Person.objects.get(username="liu.yang").check_password("Sehr-gut-9182")
    client.post(page("liu.yang", "appoint"), {"post": "clerk", "unit": "NB", "from_on": "2026-11-26"})
    assert stage.client("admin").get(page("liu.yang")).content.decode().count("in force") == 1
    holding = held(stage, "li.wen")
    url = reverse("org:person-deputise", args=["li.wen", holding.pk])
    client.post(url, {"deputy": "liu.yang", "from_on": "2026-12-01", "until_on": "2026-12-08"})
    standing_in = Holding.objects.get(deputy_for__username="li.wen")
    assert (standing_in.person.username, standing_in.until_on) == ("liu.yang", date(2026, 12, 8))


def test_a_post_ends_a_skill_and_an_absence_are_noted(stage):
    client, holding = stage.client("admin"), held(stage, "wu.hai")
    client.post(reverse("org:person-relieve", args=["wu.hai", holding.pk]), {"until_on": "2026-12-01"})
    holding.refresh_from_db()
    assert holding.until_on == date(2026, 12, 1)
    client.post(page("wu.hai", "qualify"), {"skill": "gas", "level": "1"})
    client.post(
        page("wu.hai", "absent"),
        {"from_at": "2026-11-27T09:00", "until_at": "2026-11-28T18:00", "reason": "ill"},
    )
    person = stage.company.people["wu.hai"]
    assert person.skills.filter(skill__code="gas", level=1).exists()
    assert person.absences.get().reason == "ill"
    assert "Ill" in client.get(page("wu.hai")).content.decode()


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("appoint", {"post": "king", "unit": "NB", "from_on": "2026-11-26"}),
        ("appoint", {"post": "clerk", "unit": "NB", "from_on": "2026-11-26", "until_on": "2026-11-26"}),
        ("qualify", {"skill": "gas", "level": "9"}),
        ("absent", {"from_at": "2026-11-28T09:00", "until_at": "2026-11-27T09:00", "reason": "ill"}),
        ("absent", {"from_at": "soon", "until_at": "", "reason": ""}),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_changes(stage, action, given):
    person = stage.company.people["wu.hai"]
    answer = stage.client("admin").post(page("wu.hai", action), given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert (person.holdings.count(), person.skills.count(), person.absences.count()) == (1, 1, 0)


@pytest.mark.parametrize(
    "given",
    [
        {"username": "li.wen"},
        {"username": "a b!"},
        {"name": ""},
        {"password": "123"},
        {"email": "@"},
        {"unit": "XX"},
    ],
)
def test_a_person_who_cannot_be_added_is_not(stage, given):
    before = Person.objects.count()
    new = {"username": "liu.yang", "name": "刘洋", "unit": "NB", "language": "zh-hans", **given}
    answer = stage.client("admin").post(reverse("org:person-add"), new)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Person.objects.count() == before


def test_only_who_manages_people_changes_them(stage):
    client, holding = stage.client("zhao.min"), held(stage, "chen.jianguo")
    pages = [page("chen.jianguo", action) for action in ("appoint", "qualify", "absent")]
    pages += [reverse(f"org:person-{a}", args=["chen.jianguo", holding.pk]) for a in ("deputise", "relieve")]
    for url in [*pages, reverse("org:person-add")]:
        assert client.get(url).status_code == 403
        assert client.post(url, {}).status_code == 403
    assert "appoint" not in client.get(page("chen.jianguo")).content.decode()
    other = reverse("org:person-relieve", args=["wu.hai", holding.pk])
    assert stage.client("admin").get(other).status_code == 404  # that post is another's


def test_the_table_of_posts_says_who_may_what(stage):
    assert "service.dispatch" not in stage.client("li.wen").get(reverse("org:posts")).content.decode()
    text = stage.client("admin").get(reverse("org:posts")).content.decode()
    for part in ("dispatch orders to technicians", "service.dispatch", "Service director"):
        assert part in text
    row = text.split("service.dispatch")[1].split("</tr>")[0]
    assert row.count('class="post"') == 8
    assert row.count("<svg") == 2  # director and manager
    assert stage.client("chen.jianguo").get(reverse("org:posts")).status_code == 404


def test_the_tree_shows_units_with_their_zones(stage):
    text = stage.client("li.wen").get(UNITS).content.decode()
    for part in ("North branch", "Changping and Shunyi", "回龙观", "level-1"):
        assert part in text
    assert "zones/add" not in text
    assert stage.client("chen.jianguo").get(UNITS).status_code == 404


def test_a_unit_and_a_zone_are_added(stage):
    client = stage.client("admin")
    calendar = stage.company.units["NB"].calendar_id
    given = {"code": "np", "kind": "point", "name_en": "North point", "calendar": calendar}
    given |= {"name_zh_hans": "城北网点", "time_zone": "Asia/Shanghai"}
    assert client.post(reverse("org:unit-add", args=["NB"]), given).status_code == 302
    unit = Unit.objects.get(code="NP")
    assert (unit.parent.code, unit.names) == ("NB", {"en": "North point", "zh-hans": "城北网点"})
    zone = {"kind": "suburb", "name_en": "Shahe", "words": "沙河，朱辛庄, 沙河"}
    client.post(reverse("org:zone-add", args=["NP"]), zone)
    assert Zone.objects.get(unit=unit).words == ["沙河", "朱辛庄", "沙河"]
    assert "Shahe" in client.get(UNITS).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"code": "NB"}, {"code": "a-b"}, {"name_en": ""}, {"time_zone": "Mars/Base"}, {"kind": "castle"}],
)
def test_a_unit_that_cannot_be_added_is_not(stage, wrong):
    given = {"code": "NP", "kind": "point", "name_en": "P", "time_zone": "Asia/Shanghai"}
    given |= {"calendar": stage.company.units["NB"].calendar_id, **wrong}
    answer = stage.client("admin").post(reverse("org:unit-add", args=["NB"]), given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Unit.objects.count() == 4


def test_only_who_manages_units_adds_one(stage):
    for name in ("unit-add", "zone-add"):
        url = reverse(f"org:{name}", args=["NB"])
        assert stage.client("sun.guohua").post(url, {}).status_code == 403
        assert stage.client("chen.jianguo").post(url, {}).status_code == 404
        assert stage.client("admin").get(reverse(f"org:{name}", args=["XX"])).status_code == 404


def test_three_people_take_no_more_queries_than_one(stage):
    client = stage.client("admin")
    one, three = f"{PEOPLE}?q=wu.hai", f"{PEOPLE}?q=i"
    assert queries(client, one) == queries(client, three)
    units = queries(client, UNITS)
    for n in range(3):
        client.post(reverse("org:zone-add", args=["HQ"]), {"kind": "town", "name_en": f"Z{n}"})
    assert queries(client, UNITS) == units
