from careloop.portal.queries.desk import Desk, Figure, Work
from careloop.portal.queries.home import home_of
from careloop.portal.queries.week import age_bars, on_time_curve

__all__ = ["Desk", "Figure", "Work", "age_bars", "home_of", "on_time_curve"]
