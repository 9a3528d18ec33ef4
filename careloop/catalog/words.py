from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("catalog.family.add", _("added the product family %(what)s"))
words.register("catalog.family.change", _("changed the product family %(what)s – %(field)s: %(change)s"))
words.register("catalog.brand.add", _("added the brand %(what)s"))
words.register("catalog.brand.change", _("changed the brand %(what)s – %(field)s: %(change)s"))
words.register("catalog.model.add", _("added the product model %(what)s"))
words.register("catalog.model.change", _("changed the product model %(what)s – %(field)s: %(change)s"))
words.register("catalog.fault.add", _("added the fault code %(what)s"))
words.register("catalog.fault.change", _("changed the fault code %(what)s – %(field)s: %(change)s"))
words.register("catalog.labour.add", _("added the labour operation %(what)s"))
words.register("catalog.labour.change", _("changed the labour operation %(what)s – %(field)s: %(change)s"))
