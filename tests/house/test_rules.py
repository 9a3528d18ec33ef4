"""Every rule has its sentence, its unit, its clause and a test; and the room of rules is pure."""

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from careloop.handbook import plan
from careloop.handbook.rules import REGULATIONS
from careloop.kit.rules.values import Value
from tests.house.house import ROOT, Example, Found, Rule, files, imports, sources, tell

DO = "Give the Value its sentence, unit and clause (a letter of docs/rules.md), and test what it decides."
BAD = 'TRIES = Value("service.tries", 3, "", "", "")'
GOOD = 'TRIES = Value("service.tries", 3, "tries", _("So many tries …"), "D 4"), and rules.TRIES in a test'


def declared(root: Path = ROOT) -> dict[str, Value]:
    """The values of the domains' rules by the name of their constant."""
    found = {}
    for source in sources(root):
        if source.room == "rules":
            module = import_module(
                f"careloop.{source.name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")
            )
            found |= {
                f"{source.domain}: {name}": value
                for name, value in vars(module).items()
                if isinstance(value, Value)
            }
    return found


def not_whole(values: dict[str, Value], tests: list[str]) -> list[Found]:
    found = []
    for place, value in values.items():
        constant = place.split(": ")[-1]
        found += [
            Found(place, f"has no {part}")
            for part in ("sentence", "unit", "clause")
            if not getattr(value, part)
        ]
        if value.clause and value.clause.split()[0] not in REGULATIONS:
            found.append(Found(place, f"names a regulation that there is not: {value.clause}"))
        if not _is_tested(constant, value.name, tests):
            found.append(Found(place, "stands in no test"))
    return found


def _is_tested(constant: str, name: str, tests: list[str]) -> bool:
    """By its name, or by its constant in a test that speaks of rules (a clock may bear the same name)."""
    by_name = re.compile(rf"[\"']{re.escape(name)}[\"']")
    by_constant = re.compile(rf"\b{constant}\b")
    return any(by_name.search(text) or ("rules" in text and by_constant.search(text)) for text in tests)


def texts_of_tests(root: Path) -> list[str]:
    house = Path(__file__).parent
    paths = [*files(root, ".py"), *(root / "tests").rglob("*.py")]
    return [p.read_text(encoding="utf-8") for p in paths if "tests" in p.parts and house not in p.parents]


def test_every_rule_has_sentence_unit_clause_and_test() -> None:
    values = declared()
    assert values
    tell(not_whole(values, texts_of_tests(ROOT)), DO, BAD, GOOD)


def test_a_rule_that_is_not_whole_is_found() -> None:
    whole = SimpleNamespace(name="a.whole", sentence="s", unit="h", clause="B 19")
    bare = SimpleNamespace(name="a.bare", sentence="", unit="", clause="")
    strange = SimpleNamespace(name="a.strange", sentence="s", unit="h", clause="Z 1")
    values = {"a: WHOLE": whole, "a: BARE": bare, "a: STRANGE": strange}
    told = [
        str(found)
        for found in not_whole(values, ['value("a.whole")', "from a import rules\nrules.STRANGE.default"])
    ]
    assert len(told) == 5
    assert not [line for line in told if "WHOLE" in line]
    assert (
        not_whole({"a: TRIES": whole}, ["rules.TRIES_APART == 1", "lifecycles.TRIES"])[0].what
        == "stands in no test"
    )


# The regulation is decided on what is handed in: without Django, the clock, files, or other rooms.
PURE = ("kit.rules", "kit.calendar")
OUTSIDE = {
    "django",
    "io",
    "os",
    "pathlib",
    "random",
    "requests",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
    "urllib",
}


def impure(root: Path) -> list[Found]:
    found = []
    for source in sources(root):
        if source.room != "rules":
            continue
        for node, name in imports(source.tree):
            if name.split(".")[0] in OUTSIDE or (name.startswith("careloop.") and not _pure(name)):
                found.append(Found(source.at(node), f"imports {name}"))
    return found


def _pure(name: str) -> bool:
    inside = name.removeprefix("careloop.")
    domain, room = (*inside.split("."), "")[:2]
    return inside.startswith(PURE) or (domain in plan.domains() and room == "rules")


PURE_RULES = Rule(
    do="Let the action fetch the facts and hand them in, as a small dataclass of plain values.",
    bad=Example("careloop/service/rules.py", "from django.utils import timezone\n"),
    good=Example(
        "careloop/service/rules.py",
        "from careloop.catalog.rules import fold\nfrom careloop.kit.rules import Value\n",
    ),
    check=impure,
)


def test_rules_are_pure() -> None:
    PURE_RULES.kept()


def test_rules_that_look_outside_are_found(tmp_path: Path) -> None:
    PURE_RULES.bites(tmp_path)


def test_rules_that_look_into_other_rooms_are_found(tmp_path: Path) -> None:
    Example("careloop/service/rules/payer.py", "from careloop.customers.models import Device\n").plant(
        tmp_path
    )
    Example("careloop/service/rules/term.py", "from careloop.kit.journal import record\n").plant(tmp_path)
    assert len(impure(tmp_path)) == 2


def test_the_kit_that_rules_stand_on_is_pure_as_well() -> None:
    for name in ("kit/rules/values.py", "kit/rules/__init__.py"):
        tree = ast.parse((ROOT / "careloop" / name).read_text(encoding="utf-8"))
        told = {module.split(".")[0] for _node, module in imports(tree)}
        assert told <= {"careloop", *sys.stdlib_module_names} - OUTSIDE
