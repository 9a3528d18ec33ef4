"""Who may, in org: short sentences that posts are given."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import Permission

SEE_PEOPLE = Permission("org.person.see", _("see the people of the unit"))
MANAGE_PEOPLE = Permission("org.person.manage", _("add people and give them posts"))
MANAGE_UNITS = Permission("org.unit.manage", _("add and change units and zones"))
MANAGE_CALENDAR = Permission("org.calendar.manage", _("change working hours and special days"))
APPROVE_RULES = Permission("rules.approve", _("put a rule's value into force"))
ISSUE_TOKENS = Permission("org.token.issue", _("make and revoke tokens for other people"))
