from careloop.org.queries.calendar import calendar_of, is_on_shift, working_day
from careloop.org.queries.people import (
    absences_between,
    contact_of,
    has_skill,
    people_in_post,
    people_of,
    people_who_may,
    people_with,
    person_by_username,
    person_names,
    post_name,
)
from careloop.org.queries.tree import TREE, say_unit, unit_names, units_above, zone_for_address, zones_of

__all__ = [
    "TREE",
    "absences_between",
    "calendar_of",
    "contact_of",
    "has_skill",
    "is_on_shift",
    "people_in_post",
    "people_of",
    "people_who_may",
    "people_with",
    "person_by_username",
    "person_names",
    "post_name",
    "say_unit",
    "unit_names",
    "units_above",
    "working_day",
    "zone_for_address",
    "zones_of",
]
