"""Home by post: a declared table of the figures on top and of the kinds of work below.

A domain that is added later names its figures and kinds of work here, beside the posts that need them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from careloop.portal.queries import figures
from careloop.portal.queries.desk import Desk, Figure, Kind
from careloop.portal.queries.kinds import KINDS


@dataclass(frozen=True)
class Home:
    """What a post finds on its home page. `settings`: with the links to what it takes care of."""

    figures: tuple[Callable[[Desk], Figure], ...] = ()
    work: tuple[str, ...] = ()
    settings: bool = False

    @property
    def kinds(self) -> list[Kind]:
        return [KINDS[name] for name in self.work]


OVERVIEW = (
    figures.open_cases,
    figures.late,
    figures.calls_today,
    figures.closed_this_week,
    figures.handled_again,
)
HOMES = {
    "director": Home(
        (
            figures.carried_over,
            figures.undispatched,
            figures.calls_for_help,
            figures.alarms,
            figures.to_check,
        ),
        ("help", "dispatch", "alarms", "check", "owed"),
    ),
    "clerk": Home(
        (figures.to_sign_off, figures.to_review, figures.to_tell, figures.to_ask, figures.calls_today),
        ("sign_off", "review", "tell", "ask", "owed"),
    ),
    "service_manager": Home(
        (figures.to_assess, figures.alarms, figures.calls_for_help, figures.to_check, figures.open_cases),
        ("assess", "help", "alarms", "check", "owed"),
    ),
    "department_head": Home((figures.owed, figures.open_cases), ("owed", "check")),
    "general_manager": Home(OVERVIEW, ("alarms", "check")),
    "auditor": Home(OVERVIEW),
    "administrator": Home((figures.people, figures.units, figures.own_rules), settings=True),
}
# A post of the company's own making begins with what every post can do.
OTHERWISE = Home((), ("owed", "check"))


def home_of(posts: tuple[str, ...]) -> Home:
    """Of all the posts that somebody holds, the first one's in front, each part once."""
    homes = [HOMES.get(post, OTHERWISE) for post in posts if post != "technician"] or [OTHERWISE]
    return Home(
        figures=tuple(dict.fromkeys(figure for home in homes for figure in home.figures)),
        work=tuple(dict.fromkeys(name for home in homes for name in home.work)),
        settings=any(home.settings for home in homes),
    )
