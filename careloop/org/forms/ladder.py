"""A ladder of alarms: who is told of a deadline, and when. A line for each, with two empty ones to go on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.org.queries.people import POSTS

RUNGS = {
    "warn": _("%(post)s is warned"),
    "breach": _("%(post)s is told"),
    "escalate": _("goes up to %(post)s"),
}
ALARMS = {"warn": _("Warn"), "breach": _("Tell that it is late"), "escalate": _("Escalate")}
PARTS = ("alarm", "post", "minutes")
MOST_LINES = 12
EMPTY_LINES = 2
FARTHEST = 10_000  # working minutes from the deadline, before or after


def is_ladder(value: Any) -> bool:
    """Rows of alarm, post and minutes after the deadline."""
    return isinstance(value, list) and all(
        isinstance(row, list) and len(row) == 3 and row[0] in RUNGS for row in value
    )


class LadderWidget(forms.Widget):
    template_name = "org/forms/ladder.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        lines = [*(value or []), *([["", "", ""]] * EMPTY_LINES)][:MOST_LINES]
        context = super().get_context(name, value, attrs)
        return context | {
            "lines": lines,
            "alarms": ALARMS,
            "posts": {code: str(post) for code, post in POSTS.get().items()},
            "farthest": FARTHEST,
            "words": {
                "alarm": _("What"),
                "post": _("Whom"),
                "minutes": _("Working minutes after the deadline"),
            },
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        lines = (
            [data.get(f"{name}-{number}-{part}", "").strip() for part in PARTS]
            for number in range(MOST_LINES)
        )
        # The minutes alone do not make an alarm: who takes one out empties what, whom, or both.
        return [line for line in lines if any(line[:2])]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class LadderField(forms.Field):
    widget = LadderWidget
    default_error_messages = {
        "rung": _("Line %(number)d: say what is done, whom it reaches, and after how many minutes."),
        "none": _("A ladder has at least one alarm."),
    }

    def clean(self, value: Any) -> list[list[Any]]:
        found = [self._rung(number, *line) for number, line in enumerate(value or [], 1)]
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none")
        return sorted(found, key=lambda rung: rung[2])

    def _rung(self, number: int, alarm: str, post: str, minutes: str) -> list[Any]:
        try:
            after = int(minutes)
        except ValueError:
            after = FARTHEST + 1
        if alarm not in RUNGS or post not in POSTS.get() or abs(after) > FARTHEST:
            raise forms.ValidationError(self.error_messages["rung"], code="rung", params={"number": number})
        return [alarm, post, after]
