"""Measured are the people of two units: who signed in, and who of them speaks English."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q
from django.urls import path

from careloop.kit.measures import DAY, MONTH, Figure, Group, Measure, Part, Period, in_periods, table
from careloop.kit.measures.measure import register
from careloop.org.models import Calendar, Person, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("people", lambda request: None, name="people")]

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
UNIT = Group("unit", "Unit", "unit__code", lambda keys: {"A": "Anshan"})
LANGUAGE = Group("language", "Language", "language", lambda keys: {key: key.upper() for key in keys})
MEASURE = Measure(
    name="test.english",
    label="English",
    unit="%",
    clause="T 1",
    rows=lambda actor: Person.objects.order_by("name"),
    at="last_login",
    list_url="people",
    denominator=Part(Q(is_active=True), {"active": "on"}),
    numerator=Part(Q(language="en"), {"english": "on"}),
    rest=Part(~Q(language="en"), {"foreign": "on"}),
    groups=(UNIT, LANGUAGE, MONTH),
)


@pytest.fixture
def people():
    calendar = Calendar.objects.create(names={"en": "Hours"}, country="CN")
    units = {
        code: Unit.objects.create(code=code, kind="branch", names={"en": code}, calendar=calendar)
        for code in "AB"
    }

    def make(unit: str, language: str, month: int, **facts):
        number = Person.objects.count()
        at = datetime(2026, month, 3, 4, 0, tzinfo=UTC)
        return Person.objects.create(
            username=f"p{number}", name=f"P{number}", unit=units[unit], language=language,
            last_login=at, **facts,
        )  # fmt: skip

    for unit, language, month in [("A", "en", 1), ("A", "es", 1), ("A", "en", 2), ("B", "es", 2)]:
        make(unit, language, month)
    make("B", "en", 2, is_active=False)
    return make


def test_lines_columns_and_sums(people):
    found = table(MEASURE, None, YEAR, UNIT, across=MONTH)
    assert found.columns == ["Jan 2026", "Feb 2026"]
    assert [(line.label, line.whole.hit, line.whole.counted) for line in found.lines] == [
        ("Anshan", 2, 3),
        ("–", 0, 1),
    ]
    assert [[(c.hit, c.counted) for c in line.cells] for line in found.lines] == [
        [(1, 2), (1, 1)],
        [(0, 0), (0, 1)],
    ]
    assert [(foot.hit, foot.counted) for foot in found.feet] == [(1, 2), (1, 2)]
    assert (found.whole.hit, found.whole.counted, found.whole.missed, found.whole.rate) == (2, 4, 2, 50.0)


def test_each_figure_has_the_address_of_its_rows(people):
    found = table(MEASURE, None, YEAR, UNIT, across=MONTH, where=[(LANGUAGE, "en")])
    (line,) = found.lines
    january = line.cells[0]
    asked = "last_login_from=2026-01-01&last_login_to=2026-01-31&language=en&unit=A"
    assert january.url == f"/people?{asked}&active=on"
    assert january.hit_url == f"/people?{asked}&english=on"
    assert january.missed_url == f"/people?{asked}&foreign=on"


def test_a_month_is_cut_to_the_period(people):
    found = table(MEASURE, None, Period(date(2026, 1, 2), date(2026, 1, 5)), MONTH)
    (january,) = found.lines
    assert "last_login_from=2026-01-02&last_login_to=2026-01-04" in january.whole.url


def test_a_single_column_is_not_drawn(people):
    assert (
        table(MEASURE, None, Period(date(2026, 2, 1), date(2026, 3, 1)), UNIT, across=MONTH).shown_columns
        == []
    )
    assert table(MEASURE, None, YEAR, MONTH, across=MONTH).columns == []


def test_days_stand_in_their_order(people):
    people("A", "en", 12)
    assert [line.key.month for line in table(MEASURE, None, YEAR, DAY).lines] == [1, 2, 12]


def test_nothing_counted_is_no_share(people):
    nothing = table(MEASURE, None, Period(date(2025, 1, 1), date(2025, 2, 1)), UNIT, across=MONTH)
    assert (nothing.lines, nothing.whole.rate) == ([], None)


def test_rows_that_no_list_can_show_have_no_address():
    figure = Figure(MEASURE, 1, 1, None)
    assert (figure.url, figure.hit_url, figure.missed_url) == ("", "", "")


def test_several_periods_in_one_query(people, django_assert_num_queries):
    periods = [Period(date(2026, 2, 1)), Period(None, date(2026, 2, 1)), Period()]
    with django_assert_num_queries(1):
        found = in_periods(MEASURE, None, periods)
    assert [(figure.hit, figure.counted) for figure in found] == [(1, 2), (1, 2), (2, 4)]


def test_a_name_stands_for_one_measure():
    register(MEASURE)
    try:
        with pytest.raises(ValueError, match="Two measures"):
            register(MEASURE)
    finally:
        from careloop.kit.measures import measure

        del measure._measures[MEASURE.name]


def test_an_unknown_group_is_the_first():
    assert MEASURE.group("language") is LANGUAGE
    assert MEASURE.group("nonsense") is UNIT
