"""docs/map.md: the floors from the top, each package with its purpose in the words of its own docstring."""

import ast
from pathlib import Path

from careloop.handbook.plan import ROOT, floors
from careloop.handbook.table import table

HEAD = """# Map

The floors of the house from the top. What stands higher may use what stands lower, never the other way
(checked by import-linter and `tests/house`). Within a domain the rooms are the same everywhere: see HOUSE.md.

"""


def page(root: Path = ROOT) -> str:
    return HEAD + table(["floor", "what it is for"], _floors(root)) + _kit(root)


def _floors(root: Path) -> list[tuple[str, str]]:
    rows = []
    for floor in floors(root):
        built = [name for name in floor if _source(root / "careloop" / name)]
        rows += [(f"`{name}`", purpose(root / "careloop" / name)) for name in built]
    return rows


def _kit(root: Path) -> str:
    tools = sorted(path for path in (root / "careloop" / "kit").iterdir() if path.name != "__init__.py")
    rows = [(f"`{path.stem}`", purpose(path)) for path in tools if _source(path)]
    return "\n## kit: tools that know nothing about after-sales\n\n" + table(["tool", "what it is for"], rows)


def purpose(package: Path) -> str:
    """The first sentence of the docstring; a package without one has no purpose yet."""
    source = _source(package)
    told = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) if source else None
    return (told or "").split("\n\n")[0]


def _source(package: Path) -> Path | None:
    choices = (package, package / "__init__.py", package.with_suffix(".py"))
    return next((path for path in choices if path.is_file() and path.suffix == ".py"), None)
