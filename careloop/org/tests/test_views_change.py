"""What is changed, closed and ended in the company, by the pages."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from careloop.customers.models import Address
from careloop.demo import cast
from careloop.kit.clocks import mismatches, recompute_unit
from careloop.kit.clocks.queries import running_of
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import timeline
from careloop.org.actions import token
from careloop.org.models import ApiToken, Calendar, Holding, Person, Post, Skill, SpecialDay, Unit, Zone
from careloop.org.queries import calendar_of
from careloop.service.models import Order
from careloop.service.tests.stage import NOW, Stage, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


@pytest.fixture
def admin(stage):
    return stage.client("admin")


def at(name, *args):
    return reverse(f"org:{name}", args=args)


def words(document):
    return [entry.word for entry in Entry.objects.filter(document=document).order_by("id")]


def due(number):
    return next(
        clock.due_at for clock in running_of([number])[number] if clock.kind == "service.order.arrival"
    )


def unit_facts(unit: Unit, **more):
    names = {f"name_{code.replace('-', '_')}": name for code, name in unit.names.items()}
    facts = {"address": unit.address, "phone": unit.phone, "calendar": unit.calendar_id}
    return {**names, **facts, "time_zone": unit.time_zone, **more}


def other_hours(admin, unit) -> Calendar:
    admin.post(
        at("calendar-add"),
        {"name_en": "Short hours", "country": "es", "region": "md", "like": unit.calendar_id},
    )
    short = Calendar.objects.get(country="ES")
    assert (short.region, short.patterns.count()) == ("MD", unit.calendar.patterns.count())
    short.patterns.update(week={"0": [["09:00", "10:00"]]})
    return short


def test_a_unit_is_renamed_and_gets_other_hours_from_tomorrow_and_its_clocks_follow(stage, admin):
    late, unit = NOW.replace(hour=17), stage.company.units["NB"]
    matter = stage.case(at=late)
    short, ended = other_hours(admin, unit), calendar_of(unit.pk, NOW).hours_on(NOW.date())
    SpecialDay.objects.create(calendar=unit.calendar, unit=unit, on=date(2026, 12, 24), label="Eve")
    before = due(stage.job(matter).number)
    answer = admin.post(at("unit-change", "NB"), unit_facts(unit, name_en="Near North", calendar=short.pk))
    assert answer.status_code == 302
    unit.refresh_from_db()
    assert (unit.names["en"], unit.calendar) == ("Near North", short)
    recompute_unit(unit.pk, NOW)
    hours = calendar_of(unit.pk, NOW)
    assert (hours.country, hours.hours_on(NOW.date())) == ("ES", ended)
    assert hours.hours_on(date(2026, 11, 27)) == ()
    assert date(2026, 10, 1) in hours.holidays  # of the calendar before
    assert date(2026, 12, 25) in hours.holidays  # of the present one
    assert hours.special[date(2026, 12, 24)] == ()
    assert due(stage.job(matter).number) > before
    assert list(mismatches()) == []
    assert "Calendar, Name" in timeline("unit:NB")[0].sentence


def test_hours_by_which_nothing_was_counted_are_changed_at_once(stage, admin):
    unit = stage.company.units["NB"]
    short = other_hours(admin, unit)
    zone = unit_facts(unit, calendar=short.pk, time_zone="Europe/Madrid")
    assert admin.post(at("unit-change", "NB"), zone).status_code == 302
    assert calendar_of(unit.pk, NOW).hours_on(NOW.date()) == ()
    unit.refresh_from_db()
    stage.case()
    answer = admin.post(at("unit-change", "NB"), unit_facts(unit, time_zone="Asia/Shanghai"))
    assert answer.status_code == 422
    assert "so it stays" in answer.content.decode()
    given = {"name_en": "Short hours", "country": "CN", "region": ""}
    assert admin.post(at("calendar-change", short.pk), given).status_code == 422


def test_a_calendar_is_renamed_and_knows_its_country(stage, admin):
    calendar = Calendar.objects.get()
    given = {"name_en": "Our hours", "country": "CN", "region": ""}
    assert admin.post(at("calendar-change", calendar.pk), given).status_code == 302
    answer = admin.post(at("calendar-change", calendar.pk), {**given, "country": "XX"})
    assert answer.status_code == 422
    assert "public holidays of this country" in answer.content.decode()
    calendar.refresh_from_db()
    assert (calendar.names, calendar.country) == ({"en": "Our hours"}, "CN")


def test_a_unit_is_closed_when_nobody_and_nothing_is_left_there(stage, admin):
    stage.case()
    answer = admin.post(at("unit-close", "NB"))
    assert answer.status_code == 409
    assert "move them first" in answer.content.decode()
    new = {**unit_facts(stage.company.units["NB"]), "code": "EB", "kind": "branch"}
    admin.post(at("unit-add", "HQ"), new)
    assert admin.post(at("unit-close", "EB")).status_code == 302
    assert Unit.objects.get(code="EB").closed_on == NOW.date()
    assert words("unit:EB") == ["org.unit.add", "org.unit.close"]
    assert admin.post(at("unit-close", "HQ")).status_code == 409


def test_a_unit_with_an_open_case_is_not_closed(stage, admin):
    matter = stage.case()
    nb = stage.company.units["NB"]
    Person.objects.filter(unit=nb).update(unit=stage.company.units["SB"])
    Holding.objects.filter(unit=nb).update(until_on=date(2026, 11, 1))
    answer = admin.post(at("unit-close", "NB"))
    assert answer.status_code == 409
    assert matter.number in answer.content.decode()


def test_a_zone_is_changed_and_goes_while_no_case_names_it(stage, admin):
    zone = Zone.objects.get(unit__code="NB", kind="remote")
    given = {"kind": "suburb", "name_en": "Beyond", "words": "Miyun，Huairou"}
    assert admin.post(at("zone-change", "NB", zone.pk), given).status_code == 302
    zone.refresh_from_db()
    assert (zone.kind, zone.words) == ("suburb", ["Miyun", "Huairou"])
    assert admin.get(at("zone-change", "SB", zone.pk)).status_code == 404
    assert admin.post(at("zone-remove", "NB", zone.pk)).status_code == 302
    assert not Zone.objects.filter(pk=zone.pk).exists()
    matter = stage.case()
    answer = admin.post(at("zone-remove", "NB", matter.zone_id))
    assert answer.status_code == 409
    assert "Cases name this zone" in answer.content.decode()
    assert Address.objects.filter(zone=matter.zone_id).exists()


def person_facts(**more):
    return {"name": "陈建国", "unit": "NB", "email": "c@example.com", "phone": "", "language": "en", **more}


def test_a_person_is_renamed_and_moves_to_another_unit(stage, admin):
    chen = stage.company.people["chen.jianguo"]
    answer = admin.post(at("person-change", "chen.jianguo"), person_facts(unit="SB", phone="139"))
    assert answer.status_code == 302
    chen.refresh_from_db()
    assert (chen.unit.code, chen.phone) == ("SB", "139")
    assert "139" not in timeline(f"person:{chen.pk}")[0].sentence
    assert stage.client("zhao.min").get(at("person-change", "wu.hai")).status_code == 403


def test_who_leaves_holds_no_post_no_session_and_no_token(stage, admin):
    chen = stage.company.people["chen.jianguo"]
    own = stage.client("chen.jianguo")
    token.issue(chen, label="van", actor=stage.actor("chen.jianguo"), at=NOW)
    assert own.get("/service/today").status_code == 200
    assert admin.post(at("person-leave", "chen.jianguo")).status_code == 302
    chen.refresh_from_db()
    assert not chen.is_active
    assert chen.holdings.get().until_on == NOW.date()
    assert ApiToken.objects.get(person=chen).revoked_at == NOW
    assert own.get("/service/today").status_code == 302
    assert "Take back" in admin.get(at("person", "chen.jianguo")).content.decode()
    assert admin.post(at("person-come-back", "chen.jianguo")).status_code == 302
    chen.refresh_from_db()
    assert chen.is_active


def test_who_leads_an_order_does_not_leave(stage, admin):
    stage.dispatched(stage.assessed())
    answer = admin.post(at("person-leave", "chen.jianguo"))
    assert answer.status_code == 409
    assert Order.objects.get().number in answer.content.decode()
    assert Person.objects.get(username="chen.jianguo").is_active
    assert admin.post(at("person-leave", "admin")).status_code == 409


def test_a_given_password_opens_nothing_but_the_choice_of_another(stage, admin, client):
    assert admin.post(at("person-password", "li.wen"), {"password": "short"}).status_code == 422
    given = "Heron-lamp-4471"
    assert admin.post(at("person-password", "li.wen"), {"password": given}).status_code == 302
    client.post("/account/login/", {"login": "li.wen", "password": given})
    assert client.get("/service/cases").url == "/account/password/change/"
    assert "given to you for this once" in client.get("/account/password/change/").content.decode()
    own = {"oldpassword": given, "password1": "Otter-quay-8812", "password2": "Otter-quay-8812"}
    assert client.post("/account/password/change/", own).status_code == 302
    person = Person.objects.get(username="li.wen")
    assert not person.must_choose_password
    assert person.check_password("Otter-quay-8812")
    assert client.get("/").status_code == 200
    assert given not in str(Entry.objects.filter(document=f"person:{person.pk}").values_list("told"))


def test_a_right_in_one_branch_gives_no_password_to_who_holds_a_post_above(stage):
    post = Post.objects.create(
        code="people", names={"en": "People"}, capabilities=["org.person.see", "org.person.manage"]
    )
    nb, began = stage.company.units["NB"], date(2026, 9, 1)
    for username in ("li.wen", "zhao.min"):
        Holding.objects.create(
            person=stage.company.people[username],
            post=post if username == "zhao.min" else Post.objects.get(code="auditor"),
            unit=nb if username == "zhao.min" else stage.company.units["HQ"],
            from_on=began,
        )
    branch = stage.client("zhao.min")
    given = {"password": "Heron-lamp-4471"}
    assert branch.post(at("person-password", "chen.jianguo"), given).status_code == 302
    assert branch.post(at("person-password", "li.wen"), given).status_code == 403
    assert branch.post(at("person-change", "li.wen"), person_facts(email="x@example.com")).status_code == 403
    assert branch.get(at("skill-add")).status_code == 403
    assert branch.get(at("post-add")).status_code == 403
    assert branch.post(at("post", "clerk"), {"capabilities": ["catalog.manage"]}).status_code == 403


def test_skills_are_added_and_renamed(stage, admin):
    assert admin.post(at("skill-add"), {"code": "heat", "name_en": "Heat pumps"}).status_code == 302
    assert admin.post(at("skill-add"), {"code": "heat", "name_en": "Again"}).status_code == 422
    admin.post(at("skill-rename", "heat"), {"name_en": "Heating", "name_es": "Calefacción"})
    assert Skill.objects.get(code="heat").names == {"en": "Heating", "es": "Calefacción"}
    assert "Heating" in admin.get(at("skills")).content.decode()
    assert words("skill:heat") == ["org.skill.add", "org.skill.rename"]
    assert stage.client("li.wen").get(at("skills")).status_code == 404


def test_the_rights_of_a_post_are_ticked_and_told(stage, admin):
    assert admin.post(at("post-add"), {"code": "trainee", "name_en": "Trainee"}).status_code == 302
    given = ["service.see", "customers.see"]
    assert admin.post(at("post", "trainee"), {"capabilities": given}).status_code == 302
    assert (
        admin.post(at("post", "trainee"), {"capabilities": ["service.see", "service.write"]}).status_code
        == 302
    )
    assert Post.objects.get(code="trainee").capabilities == ["service.see", "service.write"]
    assert words("post:trainee") == ["org.post.add", "org.post.give", "org.post.give", "org.post.take"]
    page = admin.get(at("post", "trainee")).content.decode()
    assert "no longer allows the post Trainee to: see customers" in page
    assert admin.post(at("post", "trainee"), {"capabilities": ["fly"]}).status_code == 422
    clerk = stage.client("li.wen")
    assert "disabled" in clerk.get(at("post", "trainee")).content.decode()
    assert clerk.post(at("post", "trainee"), {"capabilities": []}).status_code == 403
    admin.post(at("post-rename", "trainee"), {"name_en": "Apprentice"})
    assert "Apprentice" in admin.get(at("posts")).content.decode()


def test_what_is_ticked_holds_at_once(stage, admin):
    clerk = stage.client("li.wen")
    assert clerk.get("/service/dispatch").status_code != 200
    post = Post.objects.get(code="clerk")
    admin.post(at("post", "clerk"), {"capabilities": [*post.capabilities, "service.dispatch"]})
    assert clerk.get("/service/dispatch").status_code == 200


def test_nobody_takes_the_right_to_give_rights_from_themselves(stage, admin):
    post = Post.objects.get(code="administrator")
    kept = [code for code in post.capabilities if code != "org.person.manage"]
    assert admin.post(at("post", "administrator"), {"capabilities": kept}).status_code == 409
    post.refresh_from_db()
    assert "org.person.manage" in post.capabilities


def test_the_skills_take_no_more_queries_with_more_of_them(stage, admin):
    before = queries(admin, at("skills"))
    for number in range(4):
        Skill.objects.create(code=f"s{number}", names={"en": f"S{number}"})
    assert queries(admin, at("skills")) == before
