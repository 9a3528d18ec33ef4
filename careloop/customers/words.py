from django.utils.translation import gettext_lazy as _

from careloop.kit.journal import words

words.register("customers.customer.take_in", _("registered the customer %(name)s"))
words.register("customers.customer.change", _("changed %(field)s: %(change)s"))
words.register("customers.customer.add_phone", _("added a phone number"))
words.register("customers.customer.remove_phone", _("removed a phone number"))
words.register("customers.customer.add_address", _("added the address %(address)s"))
words.register("customers.customer.consent", _("recorded the consent: %(purpose)s (%(channel)s)"))
words.register(
    "customers.customer.withdraw", _("recorded that the consent was withdrawn: %(purpose)s (%(channel)s)")
)
words.register("customers.customer.merge", _("merged %(gone)s into this customer"))
words.register("customers.customer.be_merged", _("was merged into %(kept)s"))
words.register("customers.customer.erase", _("erased who this customer is: %(why)s"))
words.register("customers.device.add", _("added the device %(model)s"))
words.register("customers.device.change", _("changed %(field)s of the device: %(change)s"))
words.register("customers.device.move_to", _("moved the device from customer %(old)s to customer %(new)s"))
words.register("customers.device.retire", _("retired the device from %(retired_on)s: %(why)s"))
words.register(
    "customers.contract.add", _("made contract %(contract)s from %(from_on)s until before %(until_on)s")
)
words.register("customers.warranty.add", _("set the warranty of %(what)s from %(from_on)s: %(terms)s"))
