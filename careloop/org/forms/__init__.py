"""What a person types in the settings, cleaned."""

from careloop.org.forms.calendar import CalendarAdd, CalendarChange, SpecialDayForm, WeekForm
from careloop.org.forms.people import (
    Appoint,
    BeAbsent,
    Deputise,
    PasswordGive,
    PersonAdd,
    PersonChange,
    Qualify,
    Relieve,
    SkillAdd,
    SkillRename,
)
from careloop.org.forms.posts import PostAdd, PostRename, PostRights
from careloop.org.forms.rules import RuleChange
from careloop.org.forms.token import TokenIssue
from careloop.org.forms.units import UnitAdd, UnitChange, ZoneForm

__all__ = [
    "Appoint",
    "BeAbsent",
    "CalendarAdd",
    "CalendarChange",
    "Deputise",
    "PasswordGive",
    "PersonAdd",
    "PersonChange",
    "PostAdd",
    "PostRename",
    "PostRights",
    "Qualify",
    "Relieve",
    "RuleChange",
    "SkillAdd",
    "SkillRename",
    "SpecialDayForm",
    "TokenIssue",
    "UnitAdd",
    "UnitChange",
    "WeekForm",
    "ZoneForm",
]
