"""Hours of a day as people write them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|—|~|至|到|a)\s*(\d{1,2}):(\d{2})")


class HoursField(forms.CharField):
    """As in "09:00–12:00, 13:30–18:00"; nothing for a day on which nobody works. Cleans to [["09:00", …]]."""

    default_error_messages = {
        "hours": _("Write hours as in 09:00–12:00, 13:30–18:00; leave it empty for a day off.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return ", ".join(f"{start}–{end}" for start, end in value)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = [self._span(*(int(part) for part in match.groups())) for match in SPAN.finditer(text)]
        if re.sub(r"[\s,;，；、]", "", SPAN.sub("", text)):
            raise forms.ValidationError(self.error_messages["hours"], code="hours")
        return sorted(found)

    def _span(self, hour: int, minute: int, until_hour: int, until_minute: int) -> list[str]:
        until_hour = 0 if (until_hour, until_minute) == (24, 0) else until_hour
        if max(hour, until_hour) > 23 or max(minute, until_minute) > 59:
            raise forms.ValidationError(self.error_messages["hours"], code="hours")
        return [f"{hour:02d}:{minute:02d}", f"{until_hour:02d}:{until_minute:02d}"]
