"""What a person types in the settings, cleaned."""

from careloop.org.forms.calendar import SpecialDayForm, WeekForm
from careloop.org.forms.people import Appoint, BeAbsent, Deputise, PersonAdd, Qualify, Relieve
from careloop.org.forms.rules import RuleChange
from careloop.org.forms.token import TokenIssue
from careloop.org.forms.units import UnitAdd, ZoneAdd

__all__ = [
    "Appoint",
    "BeAbsent",
    "Deputise",
    "PersonAdd",
    "Qualify",
    "Relieve",
    "RuleChange",
    "SpecialDayForm",
    "TokenIssue",
    "UnitAdd",
    "WeekForm",
    "ZoneAdd",
]
