"""A ladder of alarms: who is told of a deadline, and when."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.org.models import Post

RUNGS = {
    "warn": _("%(post)s is warned"),
    "breach": _("%(post)s is told"),
    "escalate": _("goes up to %(post)s"),
}


def is_ladder(value: Any) -> bool:
    """Rows of alarm, post and minutes after the deadline."""
    return isinstance(value, list) and all(
        isinstance(row, list) and len(row) == 3 and row[0] in RUNGS for row in value
    )


class LadderField(forms.CharField):
    """A line for each alarm: "warn director -90"."""

    widget = forms.Textarea(attrs={"rows": 5, "class": "num", "spellcheck": "false"})
    default_error_messages = {
        "rung": _(
            "“%(line)s” is not an alarm. A line reads: warn, breach or escalate; the code of a post; minutes."
        ),
        "post": _("There is no post with the code “%(post)s”."),
    }

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(" ".join(map(str, row)) for row in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = [self._rung(line.strip()) for line in text.splitlines() if line.strip()]
        codes = set(Post.objects.values_list("code", flat=True))
        for _alarm, post, _minutes in found:
            if post not in codes:
                raise forms.ValidationError(self.error_messages["post"], code="post", params={"post": post})
        return found

    def _rung(self, line: str) -> list[Any]:
        read = re.fullmatch(r"(\w+)[\s,;]+([\w-]+)[\s,;]+([-−+]?\d{1,5})", line)
        if read is None or read[1] not in RUNGS:
            raise forms.ValidationError(self.error_messages["rung"], code="rung", params={"line": line})
        return [read[1], read[2], int(read[3].replace("−", "-"))]
