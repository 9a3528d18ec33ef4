"""Who may, in catalog; seeing it takes no right, everybody who is signed in works with it."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import Permission

MANAGE = Permission("catalog.manage", _("add and change product families, models, fault codes and prices"))
