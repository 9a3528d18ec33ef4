from django.utils.translation import gettext_lazy as _

from careloop.customers.rules import Likeness, Same

WORDS = {
    Same.PHONE: _("the same phone"),
    Same.SERIAL: _("the same serial number"),
    Same.NAME: _("the same name"),
    Same.NAME_ALIKE: _("a similar name"),
    Same.ADDRESS: _("the same address"),
}


def reasons(likeness: Likeness) -> list[str]:
    """Why two records are probably one customer, in words."""
    return [str(WORDS[reason]) for reason in likeness.reasons]
