import pytest

from careloop.kit.numbering import draw, draw_gapless, parse
from careloop.kit.numbering.tests.writers import DRAWS, WRITERS, at_once, kept_of

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["careloop.kit.numbering"])
ALL = WRITERS * DRAWS


def test_eight_writers_never_get_one_number_twice():
    numbers = at_once(lambda writer: [draw("VA", "NB", 2026) for _ in range(DRAWS)])
    assert len(numbers) == ALL
    assert sorted(parse(number).running for number in numbers) == list(range(1, ALL + 1))


def test_nor_when_some_of_them_roll_back():
    numbers = at_once(kept_of(lambda: draw("VB", "NB", 2026)))
    assert len(numbers) > ALL / 2
    assert len(set(numbers)) == len(numbers)


def test_without_gaps_also_when_some_of_them_roll_back():
    numbers = at_once(kept_of(lambda: draw_gapless("VC", "NB", 2026)))
    assert sorted(parse(number).running for number in numbers) == list(range(1, len(numbers) + 1))


def test_eight_first_writers_of_eight_new_series():
    """The race to create: each writer is the first of one series and a late one of seven."""
    units = [f"U{unit}" for unit in range(WRITERS)]
    numbers = at_once(lambda writer: [draw("VD", unit, 2026) for unit in units[writer:] + units[:writer]])
    assert len(set(numbers)) == len(numbers) == WRITERS * len(units)
    for unit in units:
        own = [parse(number).running for number in numbers if parse(number).unit_code == unit]
        assert sorted(own) == list(range(1, WRITERS + 1))
