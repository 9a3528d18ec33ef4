from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "careloop.customers"
    label = "customers"

    def ready(self) -> None:
        from careloop.customers import permissions, rules, sheets, words  # noqa: F401
        from careloop.customers.views import warranty
        from careloop.kit import numbering
        from careloop.kit.pages import parts

        numbering.register("CU", "customers.Customer", "customers:customer", _("Customer"))
        numbering.register("DV", "customers.Device", "customers:device", _("Device"))
        numbering.register("CT", "customers.Contract", "customers:contract", _("Contract"))
        for record in ("catalog.family", "catalog.model"):
            parts.register(record, "customers/terms.html", warranty.told)
