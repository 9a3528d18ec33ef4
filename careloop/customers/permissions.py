"""Who may, in customers. Customers belong to the whole company, so these rights are asked without a unit,
but for what a unit takes in or signs."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import Permission

SEE = Permission("customers.see", _("see customers, their devices and contracts"))
SEE_PHONES = Permission("customers.see_phones", _("see phone numbers in full"))
CHANGE = Permission("customers.change", _("register and change customers and devices"))
MERGE = Permission("customers.merge", _("merge two records of the same customer"))
ERASE = Permission("customers.erase", _("erase what tells who a customer is, for good"))
MANAGE_CONTRACTS = Permission("customers.contract.manage", _("make contracts and set warranty terms"))
IMPORT = Permission("customers.import", _("import customers and devices from a file"))
