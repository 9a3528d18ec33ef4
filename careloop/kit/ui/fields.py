"""The day and the moment as form fields: within the years that can be stored, counted with and printed."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# What is done is numbered by its year, of which two digits are printed; a device may be older. The last and
# the first day are left out: they lie in another year for somebody.
FIRST_MOMENT = datetime(2000, 1, 2, tzinfo=UTC)
LAST_MOMENT = datetime(2099, 12, 31, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 30)


def _moment_within_reach(at: datetime) -> None:
    if not FIRST_MOMENT <= at < LAST_MOMENT:
        raise forms.ValidationError(_too_far(FIRST_MOMENT.year, LAST_MOMENT.year), code="out_of_reach")


def _day_within_reach(on: date) -> None:
    if not FIRST_DAY <= on <= LAST_DAY:
        raise forms.ValidationError(_too_far(FIRST_DAY.year, LAST_DAY.year), code="out_of_reach")


def _too_far(first: int, last: int) -> Any:
    return _("The year lies between %(first)d and %(last)d.") % {"first": first, "last": last}


class MomentField(forms.DateTimeField):
    default_validators = [_moment_within_reach]


class DayField(forms.DateField):
    default_validators = [_day_within_reach]
