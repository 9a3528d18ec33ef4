"""The tree of families, kept in the process: it is small and asked for at every call."""

from careloop.catalog.models import Family
from careloop.kit.epochs.copy import Copy

FAMILIES: Copy[dict[int, Family]] = Copy(
    "catalog", lambda: {family.pk: family for family in Family.objects.all()}
)


def chain(family_id: int | None) -> list[int]:
    """The family and the families above it, nearest first."""
    families = FAMILIES.get()
    found: list[int] = []
    while family_id in families and family_id not in found:
        found.append(family_id)
        family_id = families[family_id].parent_id
    return found


def family_path(family_id: int) -> str:
    """The family after those above it: “Household › Washing machine”."""
    families = FAMILIES.get()
    return " › ".join(str(families[pk]) for pk in reversed(chain(family_id)))


def family_lines() -> list[tuple[int, Family]]:
    """The tree as lines, each with how many levels it lies below the top."""
    families = FAMILIES.get()
    ways = sorted((list(reversed([families[up].code for up in chain(pk)])), pk) for pk in families)
    return [(len(way) - 1, families[pk]) for way, pk in ways]


def families_below(family_id: int) -> frozenset[int]:
    """The family and every family below it."""
    return frozenset(pk for pk in FAMILIES.get() if family_id in chain(pk))


def skill_of(family_id: int | None) -> int | None:
    """The id of the skill that work on this family asks for: its own, or that of the nearest family above."""
    families = FAMILIES.get()
    return next((families[pk].skill_id for pk in chain(family_id) if families[pk].skill_id), None)
