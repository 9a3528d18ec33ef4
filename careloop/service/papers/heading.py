from careloop.kit.papers import Letterhead
from careloop.org.models import Unit
from careloop.org.queries import TREE


def letterhead(unit: Unit) -> Letterhead:
    """The company is the unit at the top of the tree."""
    tree = TREE.get()
    top = tree.units[list(tree.above(unit.pk))[-1]]
    name = "" if top.pk == unit.pk else str(unit)
    return Letterhead(str(top), name, unit.address, unit.phone, unit.time_zone)
