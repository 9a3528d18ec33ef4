from careloop.org.models.absence import Absence
from careloop.org.models.calendar import Calendar, FormerHours, SpecialDay, WeekPattern
from careloop.org.models.person import Person, PersonSkill, Skill
from careloop.org.models.post import Holding, Post
from careloop.org.models.token import ApiToken
from careloop.org.models.unit import Unit, Zone

__all__ = [
    "Absence",
    "ApiToken",
    "Calendar",
    "FormerHours",
    "Holding",
    "Person",
    "PersonSkill",
    "Post",
    "Skill",
    "SpecialDay",
    "Unit",
    "WeekPattern",
    "Zone",
]
