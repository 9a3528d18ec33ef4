"""The journal's sentences about imports."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

STARTED, FINISHED = "sheets.import.start", "sheets.import.finish"

words.register(STARTED, _("%(who)s imports %(file)s: %(sheet)s, %(rows)s rows"))
words.register(
    FINISHED,
    _("%(file)s was imported: %(added)s added, %(changed)s changed, %(same)s the same, %(refused)s refused"),
)
