from careloop.kit.mask import mask
from careloop.kit.papers import Letterhead
from careloop.org.models import Unit
from careloop.org.queries import TREE


def letterhead(unit: Unit) -> Letterhead:
    """The company is the unit at the top of the tree."""
    tree = TREE.get()
    top = tree.units[list(tree.above(unit.pk))[-1]]
    name = "" if top.pk == unit.pk else str(unit)
    return Letterhead(str(top), name, unit.address, unit.phone, unit.time_zone)


def shown(phone: str, in_full: bool) -> str:
    """A phone on paper: what is masked on the screen must not be read on the print."""
    if in_full or not phone:
        return phone
    return mask("".join(filter(str.isdigit, phone)))
