from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careloop.kit.clocks import start, stop
from careloop.kit.clocks.kinds import Limit
from careloop.kit.clocks.models import Clock
from careloop.kit.epochs.copy import move
from careloop.kit.jobs.define import LONG
from careloop.kit.jobs.worker import Work
from careloop.kit.journal.models import Entry
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable
from careloop.org.actions import calendar, people, token, unit
from careloop.org.models import ApiToken, Calendar, Person, SpecialDay, Unit
from careloop.org.queries import calendar_of, is_on_shift, zone_for_address

BEIJING = ZoneInfo("Asia/Shanghai")


def test_people_are_added_by_who_may(company, now):
    added = people.add(
        username="new.one",
        name="新人",
        unit=company.units["NB"],
        actor=company.actor("admin", now),
        at=now,
    )
    assert not added.has_usable_password()
    assert Entry.objects.get(word="org.person.add").document == f"person:{added.pk}"


def test_others_add_nobody(company, now):
    before = Person.objects.count()
    with pytest.raises(NotAllowed):
        people.add(
            username="x", name="x", unit=company.units["NB"], actor=company.actor("li.wen", now), at=now
        )
    assert Person.objects.count() == before


def test_a_user_name_is_taken_once(company, now):
    with pytest.raises(Unacceptable) as refused:
        people.add(
            username="li.wen",
            name="李雯",
            unit=company.units["NB"],
            actor=company.actor("admin", now),
            at=now,
        )
    assert "username" in refused.value.errors


def test_a_units_code_is_capital_letters_and_digits(company, now):
    actor = company.actor("admin", now)
    facts = {"calendar": company.units["HQ"].calendar, "time_zone": "Asia/Shanghai"}
    added = unit.add(
        code="EB",
        kind="branch",
        names={"en": "East"},
        parent=company.units["HQ"],
        actor=actor,
        at=now,
        **facts,
    )
    assert company.actor("admin", now).may("org.unit.manage", added.pk)
    with pytest.raises(Unacceptable):
        unit.add(code="e b", kind="branch", names={"en": "?"}, parent=added, actor=actor, at=now, **facts)
    assert Unit.objects.filter(names__en="?").count() == 0


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("和平里北街 14 号", ("NB", "town")),
        ("顺义区后沙峪", ("NB", "suburb")),
        ("密云水库路", ("NB", "remote")),
        ("方庄南路", ("SB", "town")),
        ("Nowhere", None),
    ],
)
def test_the_zone_is_found_by_the_words_of_the_address(company, address, zone):
    found = zone_for_address(address)
    assert (found and (found.unit.code, found.kind)) == zone


def test_a_token_is_kept_as_a_digest_only(company, now):
    actor = company.actor("li.wen", now)
    shown = token.issue(company.people["li.wen"], label="script", actor=actor, at=now)
    held = ApiToken.objects.get()
    assert shown not in (held.digest, held.label)
    assert held.digest == token.digest(shown)
    with pytest.raises(NotAllowed):
        token.revoke(held, actor=company.actor("chen.jianguo", now), at=now)
    token.revoke(held, actor=actor, at=now)
    held.refresh_from_db()
    assert held.revoked_at == now


class TestCalendar:
    def test_a_special_day_of_one_unit_moves_its_running_clocks_only(self, company, now):
        started_at = datetime(2026, 9, 3, 16, 30, tzinfo=BEIJING)
        for code in ("NB", "SB"):
            start(
                "service.order.arrival",
                document=f"WO26-{code}-900001",
                thread="",
                unit_id=company.units[code].pk,
                at=started_at,
                limit=Limit(timedelta(hours=6), "working", "service.arrival.town", 6),
            )
        calendar.set_special_day(
            Calendar.objects.get(),
            unit=company.units["NB"],
            on=date(2026, 9, 4),
            intervals=[],
            label="盘点",
            actor=company.actor("admin", started_at),
            at=started_at,
        )
        assert Clock.objects.filter(due_at=datetime(2026, 9, 4, 15, 0, tzinfo=BEIJING)).count() == 2
        work = Work((), lambda: started_at)
        while work.work_off_one(LONG):
            pass
        due = {clock.document.split("-")[1]: clock.due_at for clock in Clock.objects.all()}
        assert due["NB"] == datetime(2026, 9, 5, 15, 0, tzinfo=BEIJING)
        assert due["SB"] == datetime(2026, 9, 4, 15, 0, tzinfo=BEIJING)

    def test_a_new_week_holds_from_its_date_on(self, company, now):
        summer = {str(day): [["08:00", "14:00"]] for day in range(5)}
        calendar.set_week(
            Calendar.objects.get(),
            week=summer,
            from_on=date(2026, 9, 7),
            actor=company.actor("admin", now),
            at=now,
        )
        hours = calendar_of(company.units["NB"].pk, now)
        assert len(hours.hours_on(date(2026, 9, 4))) == 2
        assert [str(each) for pair in hours.hours_on(date(2026, 9, 7)) for each in pair] == [
            "08:00:00",
            "14:00:00",
        ]
        assert hours.hours_on(date(2026, 9, 12)) == ()

    @pytest.mark.parametrize(
        "intervals", [[["18:00", "09:00"]], [["09:00", "12:00"], ["11:00", "13:00"]], [["x", "y"]]]
    )
    def test_hours_that_do_not_fit_are_refused(self, company, now, intervals):
        with pytest.raises(calendar.HoursDoNotFit):
            calendar.set_special_day(
                Calendar.objects.get(),
                on=date(2026, 9, 4),
                intervals=intervals,
                label="",
                actor=company.actor("admin", now),
                at=now,
            )
        assert not SpecialDay.objects.exists()

    @pytest.mark.parametrize("days", [-30, -1])
    def test_a_day_that_has_passed_stays_as_it_was(self, company, now, days):
        on = now.astimezone(BEIJING).date() + timedelta(days=days)
        given = {"actor": company.actor("admin", now), "at": now}
        with pytest.raises(calendar.HoursArePast):
            calendar.set_special_day(Calendar.objects.get(), on=on, intervals=[], label="", **given)
        with pytest.raises(calendar.HoursArePast):
            calendar.set_week(Calendar.objects.get(), week={"0": [["08:00", "14:00"]]}, from_on=on, **given)
        day = SpecialDay.objects.create(calendar=Calendar.objects.get(), on=on, intervals=[])
        move("org")
        with pytest.raises(calendar.HoursArePast):
            calendar.remove_special_day(day, **given)

    def test_of_today_only_the_hours_to_come_can_be_changed(self, company):
        at = datetime(2026, 9, 3, 10, 30, tzinfo=BEIJING)
        given = {"on": at.date(), "label": "", "actor": company.actor("admin", at), "at": at}
        day = calendar.set_special_day(Calendar.objects.get(), intervals=[], **given)
        calendar.remove_special_day(day, actor=company.actor("admin", at), at=at)
        # From here on a clock was stopped by these hours, and is never counted again.
        matter = {"kind": "service.order.arrival", "document": "WO26-NB-900001"}
        facts = {"unit_id": company.units["NB"].pk, "thread": "", "limit": Limit(timedelta(hours=6))}
        start(**matter, **facts, at=at - timedelta(hours=1))
        stop(**matter, at=at - timedelta(minutes=5))
        for past in ([], [["08:00", "12:00"]], [["09:00", "10:00"], ["13:30", "18:00"]]):
            with pytest.raises(calendar.HoursArePast):
                calendar.set_special_day(Calendar.objects.get(), intervals=past, **given)
        day = calendar.set_special_day(Calendar.objects.get(), intervals=[["09:00", "11:00"]], **given)
        calendar.remove_special_day(day, actor=company.actor("admin", at), at=at)
        # A unit's own day is not touched by the day of the others.
        SpecialDay.objects.create(calendar=day.calendar, unit=company.units["NB"], on=at.date(), intervals=[])
        move("org")
        calendar.set_special_day(Calendar.objects.get(), intervals=[], **given)

    def test_only_who_may_changes_it(self, company, now):
        with pytest.raises(NotAllowed):
            calendar.set_special_day(
                Calendar.objects.get(),
                on=date(2026, 9, 4),
                intervals=[],
                label="",
                actor=company.actor("li.wen", now),
                at=now,
            )


def test_on_shift_is_within_the_units_hours_and_not_away(company, now):
    nb = company.units["NB"].pk
    noon = datetime(2026, 9, 3, 12, 0, tzinfo=BEIJING)
    hour = timedelta(hours=1)
    assert not is_on_shift(nb, [], noon, noon + hour)
    assert is_on_shift(nb, [], noon + 2 * hour, noon + 3 * hour)
    away = people.be_absent(
        company.people["chen.jianguo"],
        from_at=noon,
        until_at=noon + 8 * hour,
        reason="leave",
        actor=company.actor("admin", now),
        at=now,
    )
    assert not is_on_shift(nb, [away], noon + 2 * hour, noon + 3 * hour)
    assert is_on_shift(nb, [away], noon - 2 * hour, noon + 3 * hour)
