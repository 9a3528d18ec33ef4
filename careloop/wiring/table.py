"""When this happens, that follows, in the same transaction."""

from careloop.kit.lifecycle.reactions import Reaction
from careloop.service.actions.erasure import forget_customer
from careloop.wiring import people
from careloop.wiring.customer import forget_messages, tell_customer

WIRING: dict[str, list[Reaction]] = {
    "customers.customer.erase": [forget_customer, forget_messages],
    "service.case.open": [tell_customer("service.case.open")],
    "service.case.handle_again": [tell_customer("service.case.handle_again")],
    "service.case.close": [tell_customer("service.case.close")],
    "service.order.dispatch": [tell_customer("service.order.dispatch"), people.tell_technician],
    "service.order.reassign": [tell_customer("service.order.dispatch"), people.tell_technician],
    "service.order.set_out": [tell_customer("service.order.set_out")],
    "service.order.refuse": [people.tell_directors("service.order.refuse")],
    "service.order.refuse_as_second": [people.tell_directors("service.order.refuse_as_second")],
    "service.order.ask_help": [people.tell_directors_of_help],
    "service.order.answer_help": [people.tell_performers_of_help],
    "tasks.task.ask": [people.tell_owers],
}
