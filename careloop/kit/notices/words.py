from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("notice.fail", _("The message could not be delivered: %(channel)s"))
