"""What a rule's value counts in; shown with Django's `pgettext("unit", …)`."""


def pgettext(context: str, word: str) -> str:
    """Marks a word that stands for different things; here nothing is translated yet."""
    return word


WORKING_HOURS = pgettext("unit", "working hours")
WORKING_MINUTES = pgettext("unit", "working minutes")
WORKING_DAYS = pgettext("unit", "working days")
MINUTES_AFTER = pgettext("unit", "working minutes after the deadline")
HOURS = pgettext("unit", "hours")
TRIES = pgettext("unit", "tries")
POINTS = pgettext("unit", "points")
PERCENT = pgettext("unit", "percent")
YES_OR_NO = pgettext("unit", "yes or no")

# What a company may set, from and to: a slip of the hand (1000 for 10) is refused, a deadline of years too.
BOUNDS: dict[str, tuple[int, int]] = {
    WORKING_HOURS: (1, 1_000),
    WORKING_MINUTES: (1, 10_000),
    WORKING_DAYS: (1, 250),
    HOURS: (1, 1_000),
    TRIES: (1, 20),
    POINTS: (0, 1_000),
    PERCENT: (0, 100),
}
