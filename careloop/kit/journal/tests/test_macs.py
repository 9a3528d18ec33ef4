from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloop.kit.journal.macs import COLUMNS, canonical, mac_of
from careloop.kit.journal.models import Entry
from careloop.kit.journal.tests.cast import Someone, write

texts = st.text(st.characters(exclude_categories=[]), max_size=20)  # NUL and half surrogates too
moments = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2090, 1, 1),
    timezones=st.timezones() | st.just(timezone(timedelta(hours=8))),
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | texts
    | moments
    | st.dates()
    | st.timedeltas(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(told=st.dictionaries(texts, values, max_size=4), at=moments, reason=texts, document=texts)
def test_a_row_fits_its_mac_after_the_way_through_the_database(told, at, reason, document):
    written = write(told=told, at=at, document=document, actor=Someone(reason=reason))
    row = Entry.objects.filter(pk=written.pk).values_list(*COLUMNS).get()
    assert mac_of(row) == written.mac


@pytest.mark.parametrize("value", [1e16, 1e-7, -0.0, float("inf"), Decimal("1.50"), 2**70, "\x00", "\ud800"])
@pytest.mark.django_db
def test_values_that_one_of_the_engines_would_change(value):
    written = write(told={"value": value})
    assert mac_of(Entry.objects.filter(pk=written.pk).values_list(*COLUMNS).get()) == written.mac


def test_one_text_for_equal_values():
    utc = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)
    ningbo = utc.astimezone(timezone(timedelta(hours=8)))
    assert canonical([utc, {"a": 1, "b": 2}]) == canonical([ningbo, {"b": 2, "a": 1}])


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_each_column_counts(column):
    row = ["x"] * len(COLUMNS)
    other = [*row[:column], "y", *row[column + 1 :]]
    assert mac_of(row) != mac_of(other)


def test_values_cannot_move_from_one_column_to_the_next():
    assert mac_of(["ab", "c"]) != mac_of(["a", "bc"])


def test_another_key_gives_another_mac(settings):
    mac = mac_of(["a"])
    settings.JOURNAL_KEY = "another"
    assert mac_of(["a"]) != mac
