from datetime import date, timedelta

import pytest

from careloop.kit.calendar import UnknownCountry, holiday_names, holidays_of


def span(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=n) for n in range((end - start).days + 1)}


def test_china_2026_as_the_state_council_announced_it():
    found = holidays_of("CN", years=[2026])
    assert found.days == (
        span("2026-01-01", "2026-01-03")
        | span("2026-02-15", "2026-02-23")
        | span("2026-04-04", "2026-04-06")
        | span("2026-05-01", "2026-05-05")
        | span("2026-06-19", "2026-06-21")
        | span("2026-09-25", "2026-09-27")
        | span("2026-10-01", "2026-10-07")
    )
    assert found.make_up == {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }


def test_china_2025_as_the_state_council_announced_it():
    found = holidays_of("CN", years=[2025])
    assert found.days == (
        span("2025-01-01", "2025-01-01")
        | span("2025-01-28", "2025-02-04")
        | span("2025-04-04", "2025-04-06")
        | span("2025-05-01", "2025-05-05")
        | span("2025-05-31", "2025-06-02")
        | span("2025-10-01", "2025-10-08")
    )


def test_every_day_off_has_a_name():
    for year in (2024, 2025, 2026, 2027):
        assert holiday_names("CN", "", year, "zh-hans").keys() == holidays_of("CN", years=[year]).days
        assert all(holiday_names("CN", "", year, "zh-hans").values())


def test_elsewhere_a_saturday_beside_a_holiday_is_an_ordinary_saturday():
    found = holidays_of("ES", "MD", [2026])
    assert date(2026, 10, 12) in found.days  # a Monday
    assert date(2026, 10, 10) not in found.days
    assert not found.make_up
    assert holiday_names("ES", "MD", 2026, "es")[date(2026, 12, 25)] == "Natividad del Señor"


def test_a_language_the_country_is_not_listed_in_falls_back_to_english():
    assert holiday_names("US", "", 2026, "zh-hans")[date(2026, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("ES", "ZZ")])
def test_unknown_countries_and_regions_are_refused(country, region):
    with pytest.raises(UnknownCountry):
        holidays_of(country, region, [2026])
