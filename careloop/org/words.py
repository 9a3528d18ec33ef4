from django.utils.translation import gettext_lazy as _

from careloop.kit.journal.words import register

register("org.unit.add", _("added the unit %(unit)s"))
register("org.zone.add", _("added the zone %(zone)s (%(kind)s)"))
register("org.calendar.set_week", _("set the hours of the week in %(calendar)s from %(from_on)s on"))
register("org.calendar.set_day", _("set the hours of %(on)s in %(calendar)s: %(label)s"))
register("org.calendar.remove_day", _("took the special day %(on)s out of %(calendar)s"))
register("org.person.add", _("added %(person)s"))
register("org.person.appoint", _("appointed %(person)s: %(post)s, %(unit)s"))
register("org.person.deputise", _("made %(person)s deputy of %(holder)s: %(post)s"))
register("org.person.relieve", _("ended the post of %(person)s: %(post)s"))
register("org.person.qualify", _("noted a skill of %(person)s: %(skill)s"))
register("org.person.be_absent", _("noted that %(person)s is away, %(period)s"))
register("org.token.issue", _("made a token for programs: %(label)s"))
register("org.token.revoke", _("revoked the token for programs: %(label)s"))
