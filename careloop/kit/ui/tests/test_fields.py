from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from careloop.kit.ui.fields import DayField, MomentField


@pytest.mark.parametrize("typed", ["1900-01-01", "2026-09-24", "2099-12-30"])
def test_days_within_reach(typed):
    assert DayField().clean(typed) == date.fromisoformat(typed)


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2099-12-31", "9999-12-31", "2026-02-30"])
def test_days_out_of_reach(typed):
    with pytest.raises(ValidationError):
        DayField().clean(typed)


@pytest.mark.parametrize("typed", ["2000-01-03T00:00", "2099-12-30T23:59"])
def test_moments_within_reach(typed):
    assert timezone.is_aware(MomentField().clean(typed))


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "1999-12-31T23:59", "2100-01-01T00:00", "9999-12-31T23:59"]
)
def test_moments_out_of_reach(typed):
    with pytest.raises(ValidationError, match="The year lies between 2000 and 2099"):
        MomentField().clean(typed)


def test_nothing_is_nothing():
    assert DayField(required=False).clean("") is None
    assert MomentField(required=False).clean("") is None
