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
