from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("rules.value.set", _("set “%(rule)s” to %(value)s from %(from_at)s: %(why)s"))
