"""The plan of the house, as `.importlinter` has it: the floors from the top, and the rooms of a domain."""

import re
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOMAINS_FROM, DOMAINS_UNTIL = "portal", "org"


def floors(root: Path = ROOT) -> list[list[str]]:
    """Packages of each floor, from the highest to the lowest; some of them may not be built yet."""
    return _layers(root, "floors")


def domains(root: Path = ROOT) -> list[str]:
    names = [name for floor in floors(root) for name in floor]
    return names[names.index(DOMAINS_FROM) : names.index(DOMAINS_UNTIL) + 1]


def rooms(domain: str, root: Path = ROOT) -> list[str]:
    """The rooms that the domain may have, from the highest to the lowest."""
    contract = "rooms-of-org" if domain == "org" else "rooms"
    return [name for layer in _layers(root, contract) for name in layer]


def beside(root: Path = ROOT) -> list[str]:
    """What a domain may have besides its rooms."""
    return _contract(root, "rooms")["exhaustive_ignores"].split()


def _layers(root: Path, contract: str) -> list[list[str]]:
    lines = _contract(root, contract)["layers"].strip().splitlines()
    return [re.findall(r"\w+", line) for line in lines]


def _contract(root: Path, name: str) -> dict[str, str]:
    plan = ConfigParser(interpolation=None)
    plan.read_string((root / ".importlinter").read_text(encoding="utf-8"))
    return dict(plan[f"importlinter:contract:{name}"])
