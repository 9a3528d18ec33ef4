from careloop.service.lifecycles.case import CASE
from careloop.service.lifecycles.clocks import ARRIVAL, HELP, RESOLUTION, RESPONSE, WAITING
from careloop.service.lifecycles.order import ORDER

__all__ = ["ARRIVAL", "CASE", "HELP", "ORDER", "RESOLUTION", "RESPONSE", "WAITING"]
