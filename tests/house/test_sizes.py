"""Nothing grows beyond what one can read, and nothing hides in a drawer."""

import ast
from pathlib import Path

from careloop.handbook import plan
from tests.house.house import ROOT, Example, Found, Rule, files, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
WRITTEN = (".py", ".html", ".js", ".css", ".typ", ".txt")
DRAWERS = {
    "base", "common", "constants", "core", "generic", "helper", "helpers", "lib", "managers", "misc",
    "mixins", "services", "signals", "tools", "util", "utils",
}  # fmt: skip


def too_long(root: Path) -> list[Found]:
    found = []
    for path in files(root, *WRITTEN):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE and "migrations" not in path.parts:
            found.append(Found(str(path.relative_to(root)), f"{lines} lines, more than {LONGEST_FILE}"))
    for source in sources(root, tests=True):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "migrations" not in source.parts:
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(
                        Found(source.at(node), f"{node.name} has {lines} lines from its `def` to its end")
                    )
    return found


SHORT = Rule(
    do="Split it where a part has a name of its own; a file has at most 400 lines, a function 50.",
    bad=Example("careloop/service/queries.py", "def all_of_it():\n" + "    step = 1\n" * 50),
    good=Example("careloop/service/queries.py", "def the_first_part():\n" + "    step = 1\n" * 49),
    check=too_long,
)


def test_files_and_functions_are_short() -> None:
    SHORT.kept()


def test_a_long_function_is_found(tmp_path: Path) -> None:
    SHORT.bites(tmp_path)


def test_a_long_file_is_found(tmp_path: Path) -> None:
    Example("careloop/service/long.html", "<p>\n" * 401).plant(tmp_path)
    Example("careloop/service/fits.html", "<p>\n" * 400).plant(tmp_path)
    assert [found.where for found in too_long(tmp_path)] == ["careloop/service/long.html"]


def drawers_and_other_rooms(root: Path) -> list[Found]:
    found = [
        Found(source.at(), "is a drawer")
        for source in sources(root, tests=True)
        if any(part.removesuffix(".py") in DRAWERS for part in source.parts)
    ]
    for source in sources(root, tests=True):
        if source.domain and source.room not in ("__init__", *plan.beside(), *plan.rooms(source.domain)):
            found.append(Found(source.at(), f"`{source.room}` is no room of a domain"))
    return found


ROOMS = Rule(
    do="Put it in the room it belongs to (HOUSE.md); a new room is a change of the house: .importlinter.",
    bad=Example("careloop/service/helpers.py", ""),
    good=Example("careloop/service/queries/case.py", ""),
    check=drawers_and_other_rooms,
)


def test_there_is_no_drawer_and_no_other_room() -> None:
    ROOMS.kept()


def test_a_drawer_is_found(tmp_path: Path) -> None:
    ROOMS.bites(tmp_path)


def test_a_drawer_is_found_in_the_kit_and_a_room_of_another_name_in_a_domain(tmp_path: Path) -> None:
    Example("careloop/kit/pages/utils.py", "").plant(tmp_path)
    Example("careloop/catalog/logic/__init__.py", "").plant(tmp_path)
    found = {found.where for found in drawers_and_other_rooms(tmp_path)}
    assert found == {"careloop/kit/pages/utils.py:1", "careloop/catalog/logic/__init__.py:1"}


# What the whole is for is said in README.md.
NO_PURPOSE = Path("careloop/__init__.py")


def without_purpose(root: Path) -> list[Found]:
    """A package whose first page does not say what it is for."""
    places = [
        place for top in ("careloop", "careloop/kit") for place in (top + "/*.py", top + "/*/__init__.py")
    ]
    packages = {path for place in places for path in root.glob(place)} - {root / NO_PURPOSE}
    return [
        Found(str(path.relative_to(root)), "does not say in one sentence what the package is for")
        for path in sorted(packages)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]


PURPOSE = Rule(
    do="Begin its __init__.py with one sentence of purpose; docs/map.md shows it.",
    bad=Example("careloop/kit/sheets/__init__.py", ""),
    good=Example(
        "careloop/kit/sheets/__init__.py", '"""Excel and CSV in and out, with a report row by row."""\n'
    ),
    check=without_purpose,
)


def test_every_package_says_what_it_is_for() -> None:
    PURPOSE.kept()


def test_a_package_without_purpose_is_found(tmp_path: Path) -> None:
    PURPOSE.bites(tmp_path)


def test_the_tree_that_is_looked_at_is_the_whole_project() -> None:
    assert len(sources(ROOT)) > 200
