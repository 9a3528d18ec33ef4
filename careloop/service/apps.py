from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    name = "careloop.service"
    label = "service"

    def ready(self) -> None:
        from careloop.customers.models import met_through
        from careloop.kit import numbering, resolvers
        from careloop.service import lifecycles, words  # noqa: F401
        from careloop.service.actions.document import keep_open
        from careloop.service.queries import customers_met, left, may_see

        numbering.register("SC", "service.Case", "service:case", _("Case"))
        numbering.register("WO", "service.Order", "service:order", _("Order"))
        numbering.register("SV", "service.Voucher", "service:voucher", _("Voucher"))
        met_through(customers_met)
        resolvers.register(
            may_see=may_see,
            keep_open=keep_open,
            work_of_unit=left.work_of_unit,
            work_of_person=left.work_of_person,
        )
