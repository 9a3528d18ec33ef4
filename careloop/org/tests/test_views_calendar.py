from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from careloop.demo import cast
from careloop.org.forms.hours import HoursField
from careloop.org.models import Person, SpecialDay, WeekPattern
from careloop.org.queries import calendar_of
from careloop.org.views.year import year_of
from careloop.service.tests.stage import NOW, Stage, queries

CALENDAR = "/settings/calendar"
DAY = "/settings/calendar/day?unit=NB&year=2026"
WEEK = "/settings/calendar/week?unit=NB"
TODAY = date(2026, 11, 26)


@pytest.fixture
def stage(db, monkeypatch) -> Stage:
    company = cast.build(datetime(2026, 9, 1, tzinfo=UTC))
    Person.objects.update(language="en")
    return Stage(company, monkeypatch)


def hours_on(stage: Stage, unit: str, on: date) -> tuple:
    return calendar_of(stage.company.units[unit].pk, NOW).hours_on(on)


def days_of(stage: Stage, unit: str = "NB") -> dict[date, str]:
    months = year_of(stage.company.units[unit], 2026, TODAY)
    return {day.on: day.kind for month in months for day in month.days}


def test_a_year_is_drawn_day_by_day(stage):
    days = days_of(stage)
    assert len(days) == 365
    assert days[date(2026, 10, 1)] == "holiday"
    assert days[date(2026, 10, 10)] == "make_up"
    assert days[date(2026, 11, 22)] == "off"
    assert days[TODAY] == "work"


def test_each_month_begins_under_its_weekday_and_names_its_holidays(stage):
    october = year_of(stage.company.units["NB"], 2026, TODAY)[9]
    assert len(october.before) == date(2026, 10, 1).weekday()
    assert next((each.days, each.name) for each in october.named) == ("1–7", "National Day")


def test_the_page_shows_the_year_and_its_neighbours(stage):
    text = stage.client("li.wen").get(CALENDAR).content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    assert "Mid-Autumn Festival" in text
    assert "year=2025" in text
    assert "year=2027" in text
    assert "calendar/day" not in text  # only who may set days touches them
    far = stage.client("li.wen").get(f"{CALENDAR}?year=99999&unit=%00&on=x")
    assert far.status_code == 200


def test_a_day_is_set_for_everybody_or_for_one_unit(stage):
    client = stage.client("admin")
    client.post(DAY, {"on": "2026-12-24", "intervals": "09:00-12:00", "label": "盘点", "only_here": "on"})
    assert hours_on(stage, "NB", date(2026, 12, 24)) == ((time(9), time(12)),)
    assert len(hours_on(stage, "SB", date(2026, 12, 24))) == 2
    client.post(DAY, {"on": "2026-12-31", "intervals": "", "label": "年终"})
    assert hours_on(stage, "SB", date(2026, 12, 31)) == ()
    assert days_of(stage)[date(2026, 12, 31)] == "own"
    assert "盘点" in client.get(f"{CALENDAR}?unit=NB").content.decode()
    assert "盘点" not in client.get(f"{CALENDAR}?unit=SB").content.decode()


def test_a_day_is_taken_out_again(stage):
    client = stage.client("admin")
    client.post(DAY, {"on": "2026-12-24", "intervals": "", "label": "盘点"})
    client.post(reverse("org:calendar-day-remove", args=[SpecialDay.objects.get().pk]))
    assert not SpecialDay.objects.exists()
    assert len(hours_on(stage, "NB", date(2026, 12, 24))) == 2


def test_the_day_that_was_touched_is_filled_in(stage):
    text = stage.client("admin").get(f"{DAY}&on=2026-12-24").content.decode()
    assert 'value="2026-12-24"' in text
    assert "09:00–12:00, 13:30–18:00" in text


@pytest.mark.parametrize(
    "given",
    [
        {"on": "", "intervals": ""},
        {"on": "2026-13-01", "intervals": ""},
        {"on": "2026-12-24", "intervals": "nine to five"},
        {"on": "2026-12-24", "intervals": "09:00-25:00"},
        {"on": "2026-12-24", "intervals": "09:00-12:00, 11:00-14:00"},
        {"on": "2026-12-24", "intervals": "12:00-09:00"},
        {"on": "2026-12-24", "intervals": "", "label": "x" * 81},
    ],
)
def test_a_day_that_cannot_be_is_refused(stage, given):
    answer = stage.client("admin").post(DAY, given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "field-error" in text or 'role="alert"' in text
    assert not SpecialDay.objects.exists()


def test_the_week_changes_from_a_day_on(stage):
    hours = {f"day{n}": "08:00-16:00" for n in range(5)} | {"day5": "", "day6": ""}
    stage.client("admin").post(WEEK, {"from_on": "2027-01-04", **hours})
    assert len(hours_on(stage, "NB", date(2026, 12, 26))) == 2
    at = datetime(2027, 6, 1, tzinfo=UTC)
    later = calendar_of(stage.company.units["NB"].pk, at)
    assert later.hours_on(date(2027, 1, 5)) == ((time(8), time(16)),)
    assert later.hours_on(date(2027, 1, 9)) == ()


def test_a_week_without_any_hours_is_refused(stage):
    sent = {f"day{day}": "" for day in range(7)} | {"from_on": "2027-01-01"}
    answer = stage.client("admin").post("/settings/calendar/week?unit=NB&year=2027", sent)
    assert answer.status_code == 422
    assert "at least one day" in answer.content.decode()
    assert WeekPattern.objects.count() == 1


def test_a_week_of_the_past_stays_as_it_was(stage):
    answer = stage.client("admin").post(WEEK, {"from_on": "2026-11-25", "day0": "08:00-16:00"})
    assert answer.status_code == 422
    assert WeekPattern.objects.count() == 1


def test_only_who_manages_the_calendar_changes_it(stage):
    for username in ("zhao.min", "sun.guohua", "chen.jianguo"):
        client = stage.client(username)
        assert client.post(DAY, {"on": "2026-12-24", "intervals": ""}).status_code == 403
        assert client.post(WEEK, {"from_on": "2027-01-04"}).status_code == 403
    assert not SpecialDay.objects.exists()
    day = SpecialDay.objects.create(calendar=stage.company.units["NB"].calendar, on=TODAY, intervals=[])
    assert stage.client("li.wen").post(reverse("org:calendar-day-remove", args=[day.pk])).status_code == 403
    assert SpecialDay.objects.exists()


def test_three_own_days_take_no_more_queries_than_one(stage):
    client = stage.client("admin")
    client.post(DAY, {"on": "2026-12-24", "intervals": ""})
    one = queries(client, f"{CALENDAR}?unit=NB")
    for on in ("2026-12-28", "2026-12-29"):
        client.post(DAY, {"on": on, "intervals": "", "only_here": "on"})
    assert queries(client, f"{CALENDAR}?unit=NB") == one


spans = st.lists(st.tuples(st.times(), st.times()), max_size=4)


@given(spans)
def test_hours_are_read_as_they_are_written(written):
    stored = sorted([f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in written)
    field = HoursField()
    if len(field.prepare_value(stored)) <= 120:
        assert field.clean(field.prepare_value(stored)) == stored


@pytest.mark.parametrize("text", ["9:00-12:00；13:30至18:00", "09:00 – 12:00, 13:30~18:00"])
def test_hours_are_read_in_the_ways_people_write_them(text):
    assert HoursField().clean(text) == [["09:00", "12:00"], ["13:30", "18:00"]]


def test_midnight_ends_a_day():
    assert HoursField().clean("18:00-24:00") == [["18:00", "00:00"]]
