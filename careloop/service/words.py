from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("service.history.name_source", _("named %(source)s as a source of old cases"))
words.register("service.case.take_over", _("took it over as history from %(source)s: %(result)s"))
