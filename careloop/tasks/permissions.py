"""Who may, in tasks."""

from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.permission import Permission

ASK = Permission("tasks.ask", _("ask other people and departments for an answer"))
ANSWER = Permission("tasks.answer", _("accept and answer what is asked of one"), relation="ower_ids")
CHECK = Permission("tasks.check", _("check answers, send them back, withdraw tasks"))
