from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("clock.warn", _("“%(clock)s” is due at %(due)s"))
words.register("clock.breach", _("“%(clock)s” was missed: it was due at %(due)s"))
words.register("clock.escalate", _("“%(clock)s”, due at %(due)s, was passed on to those above"))
words.register("clock.recount", _("The deadline of “%(clock)s” was counted again: %(due)s"))
