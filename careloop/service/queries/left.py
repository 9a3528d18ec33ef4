"""What is still open, for whoever would close a unit or end somebody's work."""

from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Case, Order
from careloop.tasks.models import Task


def work_of_unit(unit_id: int) -> list[str]:
    cases = Case.objects.filter(unit=unit_id, state__in=CASE.open_states)
    orders = Order.objects.filter(unit=unit_id, state__in=ORDER.open_states)
    return [*_numbers(cases), *_numbers(orders), *_numbers(Task.objects.open().filter(owner_unit=unit_id))]


def work_of_person(person_id: int) -> list[str]:
    orders = Order.objects.filter(technician=person_id, state__in=ORDER.open_states)
    return [*_numbers(orders), *_numbers(Task.objects.open().filter(owner=person_id))]


def _numbers(rows: object, most: int = 6) -> list[str]:
    return list(rows.order_by("id").values_list("number", flat=True)[:most])  # type: ignore[attr-defined]
