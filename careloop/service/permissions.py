"""Who may, in service: short sentences that posts are given."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import Permission

SEE = Permission("service.see", _("see the cases and orders of the unit"))
SEE_OWN = Permission("service.see_own", _("see the orders one works on or has done, with their cases"))
TAKE_CALLS = Permission("service.take_calls", _("take calls and open cases"))
ASSESS = Permission("service.assess", _("assess cases"))
DISPATCH = Permission("service.dispatch", _("dispatch orders to technicians"))
PERFORM = Permission("service.perform", _("do the work of an order"), relation="performer_ids")
SIGN_OFF = Permission("service.sign_off", _("check vouchers and sign orders off"))
REVIEW = Permission("service.review", _("review results before the customer is told"))
INFORM = Permission("service.inform", _("tell customers, ask whether they are satisfied, close cases"))
CHANGE_KIND = Permission("service.change_kind", _("change who pays, with a reason"))
PASS_ON = Permission("service.pass_on", _("pass cases on to another unit"))
END = Permission("service.end", _("end cases without a repair"))
ANSWER_HELP = Permission("service.answer_help", _("answer calls for help"))
WRITE = Permission("service.write", _("write notes on cases"))
REPORTS = Permission("service.reports", _("see the registers and figures"))
