"""What an action says when it will not: the wrong person, the wrong moment, or facts that do not fit.

A domain's own refusals subclass these and stand beside the action that raises them.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    status = 422
    code = "refused"
    sentence: Any = _("This cannot be done.")

    def __init__(
        self, sentence: Any = None, *, errors: dict[str, list[Any]] | None = None, **facts: Any
    ) -> None:
        self.sentence = sentence or self.sentence
        self.facts = facts
        self.errors = errors or {}
        super().__init__(self.sentence)

    def __str__(self) -> str:
        text = str(self.sentence)
        return text % self.facts if self.facts else text


class NotAllowed(Refusal):
    """The wrong person."""

    status = 403
    code = "not_allowed"
    sentence = _("You may not do this.")


class WrongMoment(Refusal):
    """The right person at the wrong moment."""

    status = 409
    code = "wrong_moment"
    sentence = _("This cannot be done now.")


class Unacceptable(Refusal):
    """What was given does not fit the facts; `errors` names the fields."""

    status = 422
    code = "unacceptable"
    sentence = _("What was entered cannot be accepted.")
